package dev.concilia.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.alert.DeliveryFailure.Reason;
import dev.concilia.business.Account;
import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.business.HubAddress;
import dev.concilia.business.Invitations;
import dev.concilia.business.People;
import dev.concilia.business.Person;
import dev.concilia.business.Role;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Ids;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestMail;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Invitations on their way to the mailbox, and what is said where they do not get there. */
@HubTest
@ExtendWith(OutputCaptureExtension.class)
class InvitationMailTest {
    private static final URI ADDRESS = URI.create("https://hub.example.com");

    private final Hub hub;
    private final Tables tables;
    private final InvitationMail mail;
    private final Letters letters;
    private final Businesses businesses;
    private final People people;
    private final Account account;
    private final Invitations invitations;
    private final Ids ids;
    private final Business business;
    private final TestBusiness house;
    private final Person owner;
    private final String address = "nora-" + UUID.randomUUID() + "@example.com";

    InvitationMailTest(
            Hub hub,
            Tables tables,
            InvitationMail mail,
            Letters letters,
            Businesses businesses,
            People people,
            Account account,
            Invitations invitations,
            Ids ids) {
        this.hub = hub;
        this.tables = tables;
        this.mail = mail;
        this.letters = letters;
        this.businesses = businesses;
        this.people = people;
        this.account = account;
        this.invitations = invitations;
        this.ids = ids;
        this.house = hub.business("Panadería <b>Sol</b>");
        this.business = businesses.get(BusinessId.of(house.id()));
        this.owner = people.create(UUID.randomUUID() + "@example.com", "Olga", "pan de muerto y canela", false);
        people.join(business.id(), owner.id(), Role.OWNER);
    }

    private Invitations.Issued invite(String email) {
        return invitations.invite(business.id(), owner.id(), email, Role.AUDITOR);
    }

    /** The last part of a mail. */
    private static String html(Object content) throws MessagingException, IOException {
        return content instanceof Multipart parts
                ? html(parts.getBodyPart(parts.getCount() - 1).getContent())
                : content.toString();
    }

    @Test
    void somebodyUnknownGetsTheLinkInTheLanguageOfTheBusiness() throws Exception {
        Invitations.Issued issued = invite(address);
        assertThat(mail.send(business.id(), issued)).isEmpty();

        MimeMessage letter = TestMail.to(address).getFirst();
        assertThat(letter.getSubject()).isEqualTo("Panadería <b>Sol</b> te invita");
        assertThat(letter.getAllRecipients()).hasSize(1);
        assertThat(html(letter.getContent()))
                .contains("lang=\"es\"", "&lt;b&gt;Sol")
                .doesNotContain("<b>");
        assertThat(TestMail.link(address)).isEqualTo(issued.link("http://localhost:" + hub.port()));
        assertThat(invitations.find(issued.token())).isPresent();
    }

    @Test
    void whoHasAnAccountGetsItInTheLanguageThatItChose() throws Exception {
        Person nora = people.create(address, "Nora", "pan de muerto y canela", false);
        account.change(nora.id(), "Nora", Locale.of("pt"));
        mail.send(business.id(), invite(address.toUpperCase(Locale.ROOT)));

        assertThat(TestMail.to(address.toUpperCase(Locale.ROOT)).getFirst().getSubject())
                .endsWith("convida você");
    }

    @Test
    void whatDoesNotLeaveSaysWhyAndTheLinkIsInNoLog(CapturedOutput log) {
        Invitations.Issued issued = invite("nora(" + address);
        assertThat(mail.send(business.id(), issued).map(DeliveryFailure::reason))
                .contains(Reason.MAIL_REFUSED);
        assertThat(without("127.0.0.1", null, issued)).contains(Reason.NO_PUBLIC_ADDRESS);
        assertThat(without(null, ADDRESS, issued)).contains(Reason.NO_MAIL_SERVER);
        assertThat(without(null, null, issued)).contains(Reason.NO_MAIL_SERVER);

        assertThat(TestMail.to(issued.email())).isEmpty();
        assertThat(log.getAll())
                .contains(issued.id() + " was not sent by e-mail: MAIL_REFUSED", "NO_PUBLIC_ADDRESS")
                .doesNotContain(issued.token());
        assertThat(tables.texts("SELECT detail::text FROM audit_entry WHERE business_id = '" + business.id() + "'"))
                .isNotEmpty()
                .noneMatch(detail -> detail.contains(issued.token()));
    }

    private Optional<Reason> without(@Nullable String host, @Nullable URI known, Invitations.Issued issued) {
        MailSettings settings = new MailSettings(
                host,
                TestMail.port(),
                null,
                null,
                "hub@example.com",
                MailSettings.Encryption.NONE,
                Duration.ofSeconds(1));
        return new InvitationMail(
                        new MailPost(settings), letters, new HubAddress(known), businesses, people, account, ids)
                .send(business.id(), issued)
                .map(DeliveryFailure::reason);
    }

    @Test
    void overHttpTheLinkIsInTheAnswerOnlyWhereItWasNotSent() {
        Answer sent = invite(address, "/api/admin/invitations");
        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.json().path("sent").asBoolean()).isTrue();
        assertThat(sent.json().path("link").isNull()).isTrue();
        String first = TestMail.link(address);
        Answer again = hub.post("/api/admin/invitations/" + sent.at("id") + "/resend")
                .bearer(house.token())
                .send();
        assertThat(again.json().path("sent").asBoolean()).isTrue();
        assertThat(TestMail.link(address)).isNotEqualTo(first);

        Answer failed = invite("nora(" + address, "/api/admin/invitations");
        assertThat(failed.json().path("sent").asBoolean(true)).isFalse();
        assertThat(failed.at("link")).startsWith("http://localhost:" + hub.port() + "/invitation?code=ci_");
    }

    private Answer invite(String email, String path) {
        return hub.post(path)
                .bearer(house.token())
                .json(Map.of("email", email, "role", "STAFF"))
                .send();
    }
}
