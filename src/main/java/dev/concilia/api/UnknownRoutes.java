package dev.concilia.api;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Whatever is not there under {@code /api} is a problem document, never a page. As this takes every method, Spring does not
 * notice one that an address lacks; so it is looked for here.
 */
@RestController
class UnknownRoutes {
    private final ObjectProvider<RequestMappingHandlerMapping> routes;

    UnknownRoutes(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> routes) {
        this.routes = routes;
    }

    @RequestMapping({"/api/**", "/health"})
    void unknown(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
        Set<String> allowed = new TreeSet<>();
        for (RequestMappingInfo route : routes.getObject().getHandlerMethods().keySet()) {
            var paths = route.getPathPatternsCondition();
            if (paths != null && paths.getMatchingCondition(request) != null) {
                route.getMethodsCondition().getMethods().forEach(method -> allow(allowed, method));
            }
        }
        if (allowed.isEmpty()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "");
        }
        throw new HttpRequestMethodNotSupportedException(request.getMethod(), allowed);
    }

    private static void allow(Set<String> allowed, RequestMethod method) {
        allowed.add(method.name());
        if (method == RequestMethod.GET) {
            allowed.add(RequestMethod.HEAD.name());
        }
    }
}
