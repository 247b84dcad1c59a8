package dev.concilia.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.filter.OncePerRequestFilter;

/** Logs each sync call where {@code SYNC_DEBUG} is on: method, path, who, status, size, time. No header, query or body. */
final class CallLog extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger("dev.concilia.sync.calls");

    private final boolean on;
    private final SecurityContextHolderStrategy holder;

    CallLog(boolean on, SecurityContextHolderStrategy holder) {
        this.on = on;
        this.holder = holder;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !on || !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long start = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            log.info(
                    "{} {} by {}: {}, {} bytes in, {} ms",
                    request.getMethod(),
                    path(request),
                    who(),
                    response.getStatus(),
                    Math.max(0, request.getContentLengthLong()),
                    (System.nanoTime() - start) / 1_000_000);
        }
    }

    /** Without what looks like a key or token: somebody may have put it into the wrong place. */
    private static String path(HttpServletRequest request) {
        return request.getRequestURI().replaceAll("\\p{Cntrl}", "?").replaceAll("c[kt]_[A-Za-z0-9_]+", "…");
    }

    private String who() {
        Authentication authentication = holder.getContext().getAuthentication();
        return authentication instanceof ApiAuthentication known
                ? known.getPrincipal().business() + "/" + known.getPrincipal().credential()
                : "nobody";
    }
}
