package dev.concilia.admin.shell;

import dev.concilia.business.HubUser;
import dev.concilia.business.SignIns;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads with each request what the signed-in person may do, and whether the sign-in still counts: a role that was taken away
 * is gone at once, on every node, and not at the next sign-in.
 */
final class CurrentRights extends OncePerRequestFilter {
    private static final List<String> FILES = List.of("/VAADIN/build/", "/icons/", "/aura/", "/concilia.");

    private final SignIns signIns;
    private final SecurityContextHolderStrategy holder;
    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    CurrentRights(SignIns signIns, SecurityContextHolderStrategy holder) {
        this.signIns = signIns;
        this.holder = holder;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return FILES.stream().anyMatch(path::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication signedIn = holder.getContext().getAuthentication();
        if (signedIn != null && signedIn.getPrincipal() instanceof HubUser user) {
            try {
                renew(user, request, response);
            } catch (DataAccessException e) {
                response.setHeader("Retry-After", "5"); // rather nothing than something that may not be seen any more
                response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private void renew(HubUser user, HttpServletRequest request, HttpServletResponse response) {
        Optional<HubUser> now = signIns.renewed(user);
        if (now.isEmpty()) {
            holder.clearContext();
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
        } else if (now.get() != user) {
            SecurityContext context = signedIn(now.get());
            holder.setContext(context);
            sessions.saveContext(context, request, response);
        }
    }

    static SecurityContext signedIn(HubUser user) {
        return new SecurityContextImpl(
                UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
    }
}
