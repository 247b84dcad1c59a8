package dev.concilia.api;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whatever is not there under {@code /api} is a problem document, never a page. */
@RestController
class UnknownRoutes {
    @RequestMapping("/api/**")
    void unknown() {
        throw new ProblemException(ProblemCode.NOT_FOUND, "");
    }
}
