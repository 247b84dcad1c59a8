package dev.concilia.admin.shell;

import dev.concilia.business.HubUser;
import dev.concilia.business.Proof;
import dev.concilia.business.SecondFactor;
import dev.concilia.business.SignIns;
import dev.concilia.kernel.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** The second step of a sign-in: {@code POST /login/code} with the code, after the password was right. */
final class CodeSignIn extends AbstractAuthenticationProcessingFilter {
    static final String PATH = "/login/code";

    private final SecondFactor secondFactor;
    private final SignIns signIns;
    private final Clock clock;

    CodeSignIn(SecondFactor secondFactor, SignIns signIns, Clock clock) {
        super(PathPatternRequestMatcher.pathPattern(HttpMethod.POST, PATH));
        this.secondFactor = secondFactor;
        this.signIns = signIns;
        this.clock = clock;
        setAuthenticationManager(attempt -> attempt); // judged here: there is no token to pass on
        setAuthenticationFailureHandler((request, response, failure) -> response.sendRedirect(request.getContextPath()
                + switch (failure) {
                    case TooLate late -> "/login?late";
                    case ThrottledSignIn.Wait wait -> PATH + "?wait=" + wait.minutes();
                    default -> PATH + "?error";
                }));
    }

    @Override
    public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) {
        UserId user = PendingSignIn.of(request, clock.instant()).orElseThrow(TooLate::new);
        String code = request.getParameter("code");
        switch (secondFactor.check(user, code == null ? "" : code)) {
            case Proof.Accepted accepted -> {
                PendingSignIn.end(request);
                HubUser signedIn = signIns.load(user).orElseThrow(TooLate::new);
                return UsernamePasswordAuthenticationToken.authenticated(signedIn, null, signedIn.getAuthorities());
            }
            case Proof.Wrong wrong -> throw new BadCredentialsException("wrong code");
            case Proof.Wait wait -> throw new ThrottledSignIn.Wait(wait.left());
        }
    }

    /** The password was shown too long ago, or in another session. */
    static final class TooLate extends AuthenticationException {
        private static final long serialVersionUID = 1L;

        TooLate() {
            super("no password was shown");
        }
    }
}
