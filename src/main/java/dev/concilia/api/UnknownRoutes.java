package dev.concilia.api;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whatever is not there under {@code /api} is a problem document, never a page. As this takes every method, Spring does not
 * notice one that an address lacks; so it is looked for.
 */
@RestController
class UnknownRoutes {
    private final Routes routes;

    UnknownRoutes(Routes routes) {
        this.routes = routes;
    }

    @RequestMapping({"/api/**", "/health", "/api-docs", "/api-docs.json"})
    void unknown(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
        routes.refuse(request);
    }
}
