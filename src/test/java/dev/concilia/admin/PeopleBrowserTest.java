package dev.concilia.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.concilia.admin.shell.Codes;
import dev.concilia.business.Invitations;
import dev.concilia.business.Passkeys;
import dev.concilia.business.Person;
import dev.concilia.business.Role;
import dev.concilia.business.SecondFactor;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestMail;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** People and their own accounts in a real browser: invitation, roles, second factor, passkeys, several businesses. */
class PeopleBrowserTest extends BrowserTest {
    private static final List<Integer> WIDTHS = List.of(1280, 360, 320);

    @Autowired
    Invitations invitations;

    @Autowired
    SecondFactor factor;

    @Autowired
    Passkeys passkeys;

    @Autowired
    TestClock clock;

    @Test
    void an_owner_invites_somebody_who_joins_and_gets_another_role() {
        Page owner = page(Role.OWNER);
        owner.navigate("/users");
        assertThat(heading(owner)).hasText("2 people work here");
        button(owner, "Invite person").click();
        owner.getByRole(AriaRole.DIALOG).getByLabel("E-mail").fill("nora-" + business.id() + "@example.com");
        owner.getByRole(AriaRole.DIALOG).getByLabel("Auditor").check();
        button(owner, "Invite").click();
        assertThat(owner.getByRole(AriaRole.DIALOG)).containsText("Invitation sent");
        assertThat(button(owner, "Close")).isFocused();
        assertAccessible(owner);
        screenshot(owner, "invite-sent-1280");
        String link = TestMail.link("nora-" + business.id() + "@example.com");
        button(owner, "Close").click();
        assertThat(owner.locator(".page .heading")).containsText("1 invitation waits");

        button(owner, "Invite person").click();
        owner.getByRole(AriaRole.DIALOG).getByLabel("E-mail").fill("(carla@example.com"); // which no mail server takes
        button(owner, "Invite").click();
        assertThat(owner.locator(".secret")).containsText("/invitation?code=ci_");
        assertThat(button(owner, "Copy link")).isFocused();
        assertLooksRight(owner, "invite-link");
        button(owner, "Close").click();

        Page nora = stranger(ColorScheme.LIGHT, 1280);
        nora.navigate(link);
        assertThat(heading(nora)).hasText("Panadería La Espiga invites you");
        nora.getByLabel("Your name").fill("Nora <b>Núñez</b>");
        nora.getByLabel("Password").first().fill(PASSWORD);
        nora.getByLabel("Password").first().press("Enter");
        assertThat(nora).hasURL(Pattern.compile("/login\\?joined"));
        assertThat(nora.getByRole(AriaRole.STATUS)).containsText("you are in");

        owner.reload();
        assertThat(heading(owner)).hasText("3 people work here");
        button(owner, "Change the role of Nora <b>Núñez</b>").click();
        owner.getByRole(AriaRole.DIALOG).getByLabel("Admin").check();
        assertAccessible(owner);
        button(owner, "Save").click();
        assertThat(owner.locator(".person", new Page.LocatorOptions().setHasText("Nora")))
                .containsText("Admin");
    }

    @Test
    void the_pages_are_accessible_in_both_schemes_and_fit_a_phone() {
        invite("carla.de.la.torre.y.mendoza@example.com");
        Page page = page(Role.OWNER, ColorScheme.LIGHT, 1280, "pt-BR");
        for (int width : WIDTHS) {
            resize(page, width);
            for (String name : List.of("users", "profile")) {
                page.navigate("/" + name);
                assertThat(page.locator(".card").first()).isVisible();
                assertLooksRight(page, name);
            }
        }
    }

    @Test
    void an_invitation_is_accessible_in_both_schemes_and_fits_a_phone() {
        Page page = stranger(ColorScheme.LIGHT, 360);
        page.navigate("/invitation?code=" + invite("eva@example.com"));
        assertThat(page.getByLabel("Your name")).isVisible();
        assertLooksRight(page, "invitation");
        page.navigate("/invitation?code=used");
        assertThat(heading(page)).hasText("This link does not work any more");
        assertLooksRight(page, "invitation-used");
    }

    @Test
    void who_has_an_account_signs_in_and_comes_back_to_the_invitation() {
        Person eva = people.create(UUID.randomUUID() + "@example.com", "Eva", PASSWORD, false);
        Page page = stranger(ColorScheme.LIGHT, 1280);
        page.navigate("/invitation?code=" + invite(eva.email()));
        button(page, "Sign in").click();
        password(page, eva.email());
        assertThat(heading(page)).hasText("Panadería La Espiga invites you");
        button(page, "Accept the invitation").click();
        assertThat(page.locator(".business")).containsText("Panadería La Espiga");
    }

    @Test
    void the_app_is_turned_on_and_sign_in_asks_for_its_code() {
        Page page = page(Role.ADMIN);
        page.navigate("/profile");
        button(page, "Turn on").click();
        String secret = page.locator(".secret").innerText();
        assertLooksRight(page, "second-factor");
        String first = Codes.now(new SecondFactor.Setup(secret, ""), clock);
        page.getByLabel("Code").fill(first);
        page.getByLabel("Code").press("Enter");
        assertThat(page.locator(".recovery-codes li")).hasCount(10);
        assertLooksRight(page, "recovery-codes");
        String recovery = page.locator(".recovery-codes li").first().innerText();
        button(page, "I have stored it").click();
        assertThat(page.getByText("10 recovery codes left")).isVisible();
        String email = page.getByLabel("E-mail").inputValue();

        Page there = stranger(ColorScheme.LIGHT, 360);
        there.navigate("/login");
        password(there, email);
        assertThat(heading(there)).hasText("One more step");
        assertThat(there.getByLabel("Code")).isFocused();
        assertLooksRight(there, "login-code");
        there.getByLabel("Code").fill("000000");
        there.getByLabel("Code").press("Enter");
        assertThat(there.getByRole(AriaRole.ALERT)).containsText("not right");
        assertLooksRight(there, "login-code-wrong");
        there.getByLabel("Code").fill(recovery);
        button(there, "Sign in").click();
        assertThat(there.locator("vaadin-app-layout")).isVisible();
    }

    @Test
    void a_passkey_is_made_signs_in_and_is_removed() {
        Page page = page(Role.OWNER);
        CDPSession device = authenticator(page);
        page.navigate("/profile");
        String email = page.getByLabel("E-mail").inputValue();
        button(page, "Add passkey").click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Name").fill("Teléfono <i>Ana</i>");
        page.getByRole(AriaRole.DIALOG).getByLabel("Your password").first().fill(PASSWORD);
        assertLooksRight(page, "passkey-add");
        button(page, "Continue").click();
        assertThat(page.getByText("Teléfono <i>Ana</i>")).isVisible();
        assertThat(passkeys.list(people.byEmail(email).orElseThrow().id())).hasSize(1);

        page.context().clearCookies();
        page.navigate("/login");
        Locator offer = button(page, "Sign in with a passkey");
        assertThat(offer).isVisible();
        assertLooksRight(page, "login");
        offer.click();
        assertThat(page.locator("vaadin-app-layout")).isVisible();
        assertThat(page.locator(".business")).containsText("Panadería La Espiga");

        page.navigate("/profile");
        assertThat(page.locator(".last-sign-in")).hasText(Pattern.compile("Last sign-in:\\s*(now|.* ago)"));
        assertThat(page.getByText("Teléfono <i>Ana</i>")).isVisible();
        button(page, "Remove the passkey Teléfono <i>Ana</i>").click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Your password").first().fill(PASSWORD);
        page.getByRole(AriaRole.DIALOG).getByLabel("Your password").first().press("Enter");
        assertThat(page.getByText("No passkeys yet")).isVisible();

        page.context().clearCookies();
        page.navigate("/login");
        button(page, "Sign in with a passkey").click();
        assertThat(page.locator(".passkey-note")).containsText("did not work");
        assertAccessible(page);
        device.detach();
    }

    @Test
    void a_passkey_that_the_person_does_not_allow_is_not_made() {
        Page page = page(Role.OWNER);
        CDPSession device = authenticator(page);
        JsonObject no = new JsonObject();
        no.addProperty("authenticatorId", authenticatorId);
        no.addProperty("isUserVerified", false);
        device.send("WebAuthn.setUserVerified", no);
        page.navigate("/profile");
        button(page, "Add passkey").click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Name").fill("Phone");
        page.getByRole(AriaRole.DIALOG).getByLabel("Your password").first().fill(PASSWORD);
        button(page, "Continue").click();
        assertThat(page.getByText("No passkey was made.")).isVisible();
        assertThat(page.getByText("No passkeys yet")).isVisible();
        device.detach();
    }

    @Test
    void who_has_two_businesses_changes_between_them_on_all_pages() {
        Page page = page(Role.OWNER, ColorScheme.LIGHT, 1280);
        page.navigate("/profile");
        Person person = people.byEmail(page.getByLabel("E-mail").inputValue()).orElseThrow();
        TestBusiness other = hub.business("Café Norte");
        people.join(dev.concilia.kernel.BusinessId.of(other.id()), person.id(), Role.AUDITOR);
        page.navigate("/settings");
        Page second = page.context().newPage();
        second.navigate("/users");
        assertThat(button(second, "Invite person")).isVisible();
        page.locator(".business-menu").click();
        assertThat(page.getByRole(AriaRole.OPTION)).hasCount(2);
        screenshot(
                page, "businesses-1280"); // the open list itself has no name of Vaadin's: axe looks at the closed one
        page.getByRole(AriaRole.OPTION).getByText("Café Norte").click();
        for (Page one : List.of(page, second)) {
            assertThat(one).hasURL(Pattern.compile(":\\d+/$"));
            assertThat(one.locator(".business")).containsText("Café Norte");
        }
        page.navigate("/users");
        assertThat(heading(page)).hasText("2 people work here");
        assertThat(button(page, "Invite person")).hasCount(0);
        page.setViewportSize(320, 760);
        assertNoSidewaysScroll(page);
        assertAccessible(page);
    }

    private String authenticatorId = "";

    /** A device that keeps passkeys and says yes to everything. */
    private CDPSession authenticator(Page page) {
        CDPSession device = page.context().newCDPSession(page);
        device.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject asked = new JsonObject();
        asked.add("options", options);
        authenticatorId = device.send("WebAuthn.addVirtualAuthenticator", asked)
                .get("authenticatorId")
                .getAsString();
        return device;
    }

    private String invite(String email) {
        Person owner = people.create(UUID.randomUUID() + "@example.com", "Olga", PASSWORD, false);
        people.join(id(), owner.id(), Role.OWNER);
        return invitations.invite(id(), owner.id(), email, Role.ADMIN).token();
    }

    private static void password(Page page, String email) {
        page.locator("input[name=username]").fill(email);
        page.locator("input[name=password]").fill(PASSWORD);
        page.locator("input[name=password]").press("Enter");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
