package dev.concilia.api;

import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * What an address takes. Routes with the name of an entity in them ({@code {entity}}, {@code {table}}) match any word; those
 * that name none are not there, and what else is under the same address counts.
 */
@Component
public class Routes {
    private static final Set<String> NAMES = Set.of("entity", "table");

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private final Catalog catalog;

    Routes(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings,
            Catalog catalog) {
        this.mappings = mappings;
        this.catalog = catalog;
    }

    /** The entity in an address; else the address is refused. */
    public EntityType entity(HttpServletRequest request, String name) throws HttpRequestMethodNotSupportedException {
        Optional<EntityType> type = EntityNames.find(catalog, name);
        if (type.isEmpty()) {
            refuse(request);
        }
        return type.orElseThrow();
    }

    /** {@code METHOD_NOT_ALLOWED} where the address takes other methods, else {@code NOT_FOUND}. */
    void refuse(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
        Set<String> allowed = new TreeSet<>();
        for (RequestMappingInfo route : mappings.getObject().getHandlerMethods().keySet()) {
            var paths = route.getPathPatternsCondition();
            var matching = paths == null ? null : paths.getMatchingCondition(request);
            if (matching != null && matching.getPatterns().stream().anyMatch(p -> isThere(p, request))) {
                route.getMethodsCondition().getMethods().forEach(method -> allow(allowed, method));
            }
        }
        if (allowed.isEmpty()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "");
        }
        throw new HttpRequestMethodNotSupportedException(request.getMethod(), allowed);
    }

    private boolean isThere(PathPattern pattern, HttpServletRequest request) {
        var path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
        PathPattern.PathMatchInfo match = pattern.matchAndExtract(path);
        return match == null
                || match.getUriVariables().entrySet().stream()
                        .filter(variable -> NAMES.contains(variable.getKey()))
                        .allMatch(variable ->
                                EntityNames.find(catalog, variable.getValue()).isPresent());
    }

    private static void allow(Set<String> allowed, RequestMethod method) {
        allowed.add(method.name());
        if (method == RequestMethod.GET) {
            allowed.add(RequestMethod.HEAD.name());
        }
    }
}
