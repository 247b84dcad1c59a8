package dev.concilia.api;

import dev.concilia.business.AccessTokens;
import dev.concilia.device.DeviceKeys;
import dev.concilia.device.KeyCheck;
import dev.concilia.kernel.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes {@code X-API-Key: <key>}, {@code Authorization: Bearer <key or token>}. Keys first: they are the many. A wrong one
 * is refused here; a missing one only where the route asks for it.
 */
class ApiAuthenticationFilter extends OncePerRequestFilter {
    private static final int LONGEST = 512;

    private final DeviceKeys keys;
    private final AccessTokens tokens;
    private final ProblemWriter problems;

    ApiAuthenticationFilter(DeviceKeys keys, AccessTokens tokens, ProblemWriter problems) {
        this.keys = keys;
        this.tokens = tokens;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String protocol = request.getHeader("Concilia-Protocol");
        if (protocol != null && !protocol.strip().equals("1")) {
            problems.write(request, response, ProblemCode.UNSUPPORTED_PROTOCOL);
            return;
        }
        String presented = presented(request);
        if (presented == null) {
            chain.doFilter(request, response);
            return;
        }
        Optional<ApiCaller> caller;
        try {
            caller = presented.length() > LONGEST ? Optional.empty() : caller(presented);
        } catch (DataAccessException e) {
            problems.write(request, response, ProblemCode.UNAVAILABLE);
            return;
        }
        if (caller.isEmpty()) {
            problems.write(request, response, ProblemCode.INVALID_API_KEY);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new ApiAuthentication(caller.get()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private Optional<ApiCaller> caller(String presented) {
        if (!presented.startsWith("ct_") && keys.check(presented) instanceof KeyCheck.Valid valid) {
            return Optional.of(new ApiCaller.Machine(valid));
        }
        return tokens.find(presented).map(ApiCaller.Person::new);
    }

    private static @Nullable String presented(HttpServletRequest request) {
        String key = request.getHeader("X-API-Key");
        if (key != null) {
            return key.strip();
        }
        String authorization = request.getHeader("Authorization");
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
        return bearer ? authorization.substring(7).strip() : null;
    }
}
