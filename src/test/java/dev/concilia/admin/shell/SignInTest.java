package dev.concilia.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.business.Account;
import dev.concilia.business.Businesses;
import dev.concilia.business.HubUser;
import dev.concilia.business.Members;
import dev.concilia.business.Membership;
import dev.concilia.business.People;
import dev.concilia.business.Role;
import dev.concilia.business.SecondFactor;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.UserId;
import dev.concilia.support.HubTest;
import dev.concilia.support.TestClock;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ListeningSecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Sign-in through the real filters of the browser's chain and the real database; what stands behind them is of no interest. */
@HubTest
class SignInTest {
    private static final String PASSWORD = "pan de muerto y canela";

    private final Filter security;
    private final SecurityContextHolderStrategy holder;
    private final SecondFactor factor;
    private final Account account;
    private final Members members;
    private final TestClock clock;
    private final BusinessId business;
    private final UserId owner;
    private final UserId ana;
    private final String email = UUID.randomUUID() + "@example.com";
    private final String address = "198.51.100.1/" + UUID.randomUUID();

    SignInTest(
            @Qualifier("springSecurityFilterChain") Filter security,
            SecurityContextHolderStrategy holder,
            SecondFactor factor,
            Account account,
            Members members,
            Businesses businesses,
            People people,
            TestClock clock) {
        this.security = security;
        this.holder = holder;
        this.factor = factor;
        this.account = account;
        this.members = members;
        this.clock = clock;
        this.business = businesses
                .create("Casa " + UUID.randomUUID(), ZoneId.of("America/Mexico_City"), Locale.of("es"), "MXN")
                .id();
        this.owner = people.create(UUID.randomUUID() + "@example.com", "Olga", PASSWORD, false)
                .id();
        this.ana = people.create(email, "Ana", PASSWORD, false).id();
        people.join(business, owner, Role.OWNER);
        people.join(business, ana, Role.ADMIN);
    }

    /** One browser: its cookies, in effect. */
    private final class Visitor {
        private HttpSession session = new MockHttpSession();
        private String body = "";

        /** Where the answer leads to, or its status. */
        String send(String method, String path, Map<String, String> form) {
            MockHttpServletRequest request = request(method, path, form);
            MockHttpServletResponse response = new MockHttpServletResponse();
            seen = null;
            pass(request, response);
            session = request.getSession();
            body = new String(response.getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
            String location = response.getRedirectedUrl();
            return location == null ? String.valueOf(response.getStatus()) : location;
        }

        private MockHttpServletRequest request(String method, String path, Map<String, String> form) {
            MockHttpServletRequest request = new MockHttpServletRequest(method, path);
            request.setSession(session);
            request.setRemoteAddr(address);
            request.setServerPort(8080);
            form.forEach(request::setParameter);
            if (method.equals("POST") && !form.containsKey("no token")) {
                request.setParameter("_csrf", token());
            }
            return request;
        }

        private String token() {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/login");
            request.setSession(session);
            AtomicReference<String> token = new AtomicReference<>();
            run(
                    request,
                    new MockHttpServletResponse(),
                    r -> token.set(((CsrfToken) r.getAttribute(CsrfToken.class.getName())).getToken()));
            session = request.getSession();
            return token.get();
        }

        /** Who the hub takes this browser for. */
        @Nullable
        HubUser who() {
            send("GET", "/somewhere", Map.of());
            Authentication authentication = seen;
            return authentication != null && authentication.getPrincipal() instanceof HubUser user ? user : null;
        }

        String signIn() {
            return send("POST", "/login", Map.of("username", email, "password", PASSWORD));
        }

        String code(String code) {
            return send("POST", "/login/code", Map.of("code", code));
        }
    }

    private @Nullable Authentication seen;

    private void pass(MockHttpServletRequest request, MockHttpServletResponse response) {
        run(request, response, r -> seen = holder.getContext().getAuthentication());
    }

    private interface Behind {
        void look(jakarta.servlet.ServletRequest request);
    }

    private void run(MockHttpServletRequest request, MockHttpServletResponse response, Behind behind) {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request, response));
        try {
            security.doFilter(request, response, (r, s) -> behind.look(r));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            RequestContextHolder.resetRequestAttributes();
            holder.clearContext();
        }
    }

    private List<String> turnOn() {
        SecondFactor.Setup setup = factor.begin(ana);
        return factor.confirm(ana, Codes.now(setup, clock)).orElseThrow();
    }

    @Test
    void withoutASecondFactorThePasswordSignsIn() {
        Visitor visitor = new Visitor();
        assertThat(visitor.who()).isNull();

        assertThat(visitor.signIn()).doesNotContain("login");

        assertThat(visitor.who()).isNotNull();
    }

    @Test
    void withASecondFactorThePasswordAloneSignsNobodyIn() {
        List<String> recovery = turnOn();
        Visitor visitor = new Visitor();
        String before = visitor.session.getId();

        assertThat(visitor.signIn()).isEqualTo("/login/code");
        assertThat(visitor.who()).as("after the password").isNull();
        assertThat(visitor.session.getId()).isNotEqualTo(before);
        assertThat(visitor.code("000000")).isEqualTo("/login/code?error");
        assertThat(visitor.code("")).isEqualTo("/login/code?error");
        assertThat(visitor.who()).as("after a wrong code").isNull();

        String pending = visitor.session.getId();
        assertThat(visitor.code(recovery.getFirst())).doesNotContain("login");
        assertThat(visitor.who()).isNotNull();
        assertThat(visitor.session.getId()).as("another session id").isNotEqualTo(pending);
    }

    @Test
    void theTimeOfASignInIsKeptOnceTheLastThingAskedForWasShown() {
        assertThat(lastSignIn()).isNull();
        new Visitor().send("POST", "/login", Map.of("username", email, "password", "wrong"));
        assertThat(lastSignIn()).isNull();

        Instant byPassword = clock.instant();
        new Visitor().signIn();
        assertThat(lastSignIn()).isBetween(byPassword, clock.instant());

        List<String> recovery = turnOn();
        clock.shifted(Duration.ofHours(3), () -> {
            Instant before = lastSignIn();
            Visitor visitor = new Visitor();
            visitor.signIn();
            visitor.code("000000");
            assertThat(lastSignIn()).as("after the password alone").isEqualTo(before);
            visitor.code(recovery.getFirst());
            assertThat(lastSignIn()).isBetween(clock.instant().minusSeconds(60), clock.instant());
            return visitor;
        });
    }

    private @Nullable Instant lastSignIn() {
        Instant mine = members.find(business, ana).orElseThrow().lastSignIn();
        assertThat(account.profile(ana).lastSignIn()).isEqualTo(mine);
        assertThat(members.find(business, owner).orElseThrow().lastSignIn()).isNull();
        return mine;
    }

    @Test
    void anotherHubOfTheProcessHasNoSayInWhoIsSignedIn() {
        List<String> recovery = turnOn();
        SecurityContextHolderStrategy own = SecurityContextHolder.getContextHolderStrategy();
        SecurityContextHolder.setContextHolderStrategy(new ListeningSecurityContextHolderStrategy(event -> {}));
        try {
            Visitor visitor = new Visitor();
            visitor.signIn();
            visitor.code(recovery.getFirst());
            members.changeRole(business, owner, ana, Role.AUDITOR);
            assertThat(roles(visitor)).containsExactly(Role.AUDITOR);
            account.signOutEverywhere(ana);
            assertThat(visitor.who()).isNull();
        } finally {
            SecurityContextHolder.setContextHolderStrategy(own);
        }
    }

    @Test
    void aCodeWithoutThePasswordIsNothing() {
        List<String> recovery = turnOn();
        Visitor stranger = new Visitor();

        assertThat(stranger.code(recovery.getFirst())).isEqualTo("/login?late");
        assertThat(stranger.who()).isNull();
        assertThat(factor.recoveryCodesLeft(ana)).isEqualTo(10);
    }

    @Test
    void thePasswordIsForgottenAfterTenMinutes() {
        List<String> recovery = turnOn();
        Visitor visitor = new Visitor();
        visitor.signIn();

        assertThat(clock.shifted(Duration.ofMinutes(11), () -> visitor.code(recovery.getFirst())))
                .isEqualTo("/login?late");
        assertThat(visitor.who()).isNull();
    }

    @Test
    void afterFiveWrongCodesFromWhereverTheNextHasToWait() {
        List<String> recovery = turnOn();
        for (int i = 0; i < 5; i++) {
            Visitor another = new Visitor();
            another.signIn();
            assertThat(another.code("00000" + i)).isEqualTo("/login/code?error");
        }
        Visitor visitor = new Visitor();
        visitor.signIn();

        assertThat(visitor.code(recovery.getFirst())).startsWith("/login/code?wait=1");
        assertThat(visitor.who()).isNull();
    }

    @Test
    void noStepOfASignInIsTakenWithoutTheCsrfToken() {
        List<String> recovery = turnOn();
        Visitor visitor = new Visitor();
        visitor.signIn();

        assertThat(visitor.send("POST", "/login/code", Map.of("code", recovery.getFirst(), "no token", "")))
                .isEqualTo("403");
        assertThat(visitor.send("POST", "/webauthn/authenticate/options", Map.of("no token", "")))
                .isEqualTo("403");
        assertThat(visitor.who()).isNull();
    }

    @Test
    void aRoleThatIsTakenAwayIsGoneWithTheNextRequest() {
        Visitor visitor = new Visitor();
        visitor.signIn();
        assertThat(roles(visitor)).containsExactly(Role.ADMIN);

        members.changeRole(business, owner, ana, Role.AUDITOR);
        assertThat(roles(visitor)).containsExactly(Role.AUDITOR);
        assertThat(Objects.requireNonNull(seen).getAuthorities().toString())
                .contains("AUDITOR")
                .doesNotContain("ADMIN");

        members.remove(business, owner, ana);
        assertThat(roles(visitor)).isEmpty();
        assertThat(Objects.requireNonNull(seen).getAuthorities()).isEmpty();
    }

    private static List<Role> roles(Visitor visitor) {
        return Objects.requireNonNull(visitor.who()).memberships().stream()
                .map(Membership::role)
                .toList();
    }

    @Test
    void anotherPasswordAndSignOutEverywhereEndAllSignIns() {
        Visitor first = new Visitor();
        Visitor second = new Visitor();
        first.signIn();
        second.signIn();

        account.signOutEverywhere(ana);
        assertThat(first.who()).isNull();
        assertThat(second.who()).isNull();

        first.signIn();
        account.changePassword(ana, PASSWORD, "piloncillo y vainilla");
        assertThat(first.who()).isNull();
        assertThat(first.signIn()).isEqualTo("/login?error");
    }

    @Test
    void aPasskeyIsAskedForByWhoeverComesAndAMadeUpAnswerIsRefused() {
        Visitor visitor = new Visitor();

        assertThat(visitor.send("POST", "/webauthn/authenticate/options", Map.of()))
                .isEqualTo("200");
        assertThat(visitor.body)
                .contains("\"userVerification\":\"required\"", "\"rpId\":\"localhost\"", "\"allowCredentials\":[]");
        assertThat(visitor.send("POST", "/login/webauthn", Map.of())).isEqualTo("401");
        assertThat(visitor.who()).isNull();
    }
}
