package dev.concilia.api;

import dev.concilia.device.WrongKeys.Verdict;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes {@code X-API-Key: <key>}, {@code Authorization: Bearer <key or token>}. A wrong one is refused here, and a right one
 * that has used up its requests; a missing one only where the route asks for it.
 */
class ApiAuthenticationFilter extends OncePerRequestFilter {
    private final Callers callers;
    private final RateLimiter limiter;
    private final RequestMatcher open;
    private final ProblemWriter problems;
    private final KeyExpiry expiry;
    private final SecurityContextHolderStrategy holder;

    ApiAuthenticationFilter(
            Callers callers,
            RateLimiter limiter,
            RequestMatcher open,
            ProblemWriter problems,
            KeyExpiry expiry,
            SecurityContextHolderStrategy holder) {
        this.callers = callers;
        this.limiter = limiter;
        this.open = open;
        this.problems = problems;
        this.expiry = expiry;
        this.holder = holder;
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
        // what is open to everybody is so for who comes with an old key, too
        if (presented == null || open.matches(request) || admitted(presented, request, response)) {
            chain.doFilter(request, response);
        }
    }

    /** Whether the caller may go on, as whom the security context then says; otherwise the answer is written. */
    private boolean admitted(String presented, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            switch (callers.judge(request.getRemoteAddr(), presented)) {
                case Verdict.Wrong<ApiCaller> wrong -> problems.write(request, response, ProblemCode.INVALID_API_KEY);
                case Verdict.TooMany<ApiCaller> many -> rateLimited(request, response, many.pause());
                case Verdict.Known<ApiCaller> known -> {
                    ApiCaller caller = known.caller();
                    Optional<Duration> pause = limiter.take(caller.business(), caller.credential());
                    if (pause.isEmpty()) {
                        enter(caller);
                        expiry.warn(caller, response);
                        return true;
                    }
                    rateLimited(request, response, pause.get());
                }
            }
        } catch (DataAccessException | TransactionException e) {
            problems.write(request, response, ProblemCode.UNAVAILABLE);
        }
        return false;
    }

    private void rateLimited(HttpServletRequest request, HttpServletResponse response, Duration pause)
            throws IOException {
        problems.write(request, response, new ProblemException(ProblemCode.RATE_LIMITED), pause);
    }

    private void enter(ApiCaller caller) {
        SecurityContext context = holder.createEmptyContext();
        context.setAuthentication(new ApiAuthentication(caller));
        holder.setContext(context);
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
