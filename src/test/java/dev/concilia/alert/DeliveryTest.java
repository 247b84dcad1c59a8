package dev.concilia.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.alert.DeliveryFailure.Reason;
import dev.concilia.business.Businesses;
import dev.concilia.business.HubAddress;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import dev.concilia.support.TestMail;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;

/** From the alert to the mailbox and to somebody's program. */
@HubTest
class DeliveryTest {
    private static final BackupWatch.Backups NONE = new BackupWatch.Backups(null, null, null);
    private static final UserId SOMEBODY = new UserId(UUID.randomUUID());
    private static final String SCRIPT = "Caja <script>alert(1)</script> & \"co\"";

    private final Tables tables;
    private final TestClock clock;
    private final Evaluation evaluation;
    private final Postman postman;
    private final AlertChannels channels;
    private final Businesses businesses;
    private final Letters letters;
    private final DataSource owner;
    private final BusinessId id;
    private final TestDevice till;
    private final String address = "ana-" + UUID.randomUUID() + "@example.com";
    private final Receiver receiver = new Receiver();

    DeliveryTest(
            Hub hub,
            Tables tables,
            TestClock clock,
            Evaluation evaluation,
            Postman postman,
            AlertChannels channels,
            Businesses businesses,
            Letters letters,
            @Qualifier("ownerDataSource") DataSource owner) {
        this.tables = tables;
        this.clock = clock;
        this.evaluation = evaluation;
        this.postman = postman;
        this.channels = channels;
        this.businesses = businesses;
        this.letters = letters;
        this.owner = owner;
        TestBusiness business = hub.business("Panadería <b>Sol</b>");
        this.id = BusinessId.of(business.id());
        this.till = business.device(SCRIPT);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private AlertChannels.Created mail(String language) {
        return create(Channel.Type.MAIL, address, language);
    }

    private AlertChannels.Created webhook() {
        return create(Channel.Type.WEBHOOK, receiver.url(), "en");
    }

    private AlertChannels.Created create(Channel.Type type, String target, String language) {
        return channels.create(
                id, SOMEBODY, new Channel.Draft(type, "Ana", target, Locale.of(language), Severity.WARNING, true));
    }

    private void pending(int count) {
        tables.owner()
                .sql("UPDATE device SET pending = ? WHERE id = ?::uuid")
                .params(count, till.id())
                .update();
    }

    private void evaluateAndDeliver(Duration later) {
        clock.shifted(later, () -> {
            evaluation.evaluate(id, NONE);
            postman.deliver(id);
            return true;
        });
    }

    private void alarm() {
        pending(1_200);
        evaluateAndDeliver(Duration.ZERO);
    }

    private List<String> states() {
        return tables.texts("SELECT state || attempts || coalesce(error, '') FROM alert_delivery WHERE business_id = '"
                + id + "' ORDER BY id");
    }

    private Channel channel(AlertChannels.Created created) {
        return channels.find(id, created.id()).orElseThrow();
    }

    private static String part(MimeMessage message, String type) throws MessagingException, IOException {
        List<String> found = new ArrayList<>();
        collect(message.getContent(), message.getContentType(), type, found);
        return String.join("", found);
    }

    private static void collect(Object content, String contentType, String type, List<String> found)
            throws MessagingException, IOException {
        if (content instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                collect(parts.getBodyPart(i).getContent(), parts.getBodyPart(i).getContentType(), type, found);
            }
        } else if (contentType.startsWith(type)) {
            found.add(content.toString());
        }
    }

    @Test
    void anAlarmAndItsRecoveryComeAsEMailInTheReadersLanguage() throws Exception {
        AlertChannels.Created channel = mail("pt");
        alarm();
        pending(0);
        evaluateAndDeliver(Duration.ofMinutes(1));
        evaluateAndDeliver(Duration.ofMinutes(7));

        List<MimeMessage> mails = TestMail.to(address);
        assertThat(mails).hasSize(2);
        MimeMessage alarm = mails.getFirst();
        assertThat(alarm.getSubject()).isEqualTo("Muitas operações por enviar – Panadería <b>Sol</b>");
        assertThat(alarm.getFrom()[0].toString()).isEqualTo("hub@example.com");
        assertThat(alarm.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(part(alarm, "text/plain")).contains("Aviso: ", SCRIPT + " tem 1.200 operações por enviar.");
        assertThat(part(alarm, "text/html"))
                .contains("&lt;script&gt;", "lang=\"pt\"")
                .doesNotContain("<script", "<b>");
        assertThat(mails.getLast().getSubject()).startsWith("Recuperado: ");
        assertThat(states()).containsExactly("SENT1", "SENT1");
        assertThat(channel(channel).lastSentAt()).isNotNull();
        assertThat(channel(channel).lastFailure()).isNull();
    }

    @Test
    void aHubThatKnowsItsAddressLinksToIt() {
        Letters linking =
                new Letters(new AlertTexts(Clock.systemUTC()), new HubAddress(URI.create("https://hub.example.com")));
        Letter letter = linking.test(businesses.get(id), Locale.of("en"));

        assertThat(letter.plain()).contains("Open the alerts: https://hub.example.com/alerts");
        assertThat(letter.html()).contains("<a href=\"https://hub.example.com/alerts\">");
        Letters silent = new Letters(new AlertTexts(Clock.systemUTC()), new HubAddress(null));
        assertThat(silent.test(businesses.get(id), Locale.of("en")).html()).doesNotContain("<a ");
    }

    @Test
    void aWebhookGetsTheAlertsSignedWithItsSecret() {
        AlertChannels.Created hook = webhook();
        alarm();

        assertThat(receiver.got()).singleElement().satisfies(got -> {
            String secret = hook.secret();
            assertThat(secret).startsWith("cw_");
            assertThat(got.signature())
                    .isEqualTo(WebhookSignature.of(
                            secret == null ? "" : secret, Long.parseLong(got.timestamp()), got.body()));
            assertThat(got.json().get("id").asString()).isEqualTo(got.delivery());
            assertThat(got.json().get("businessId").asString()).isEqualTo(id.toString());
            assertThat(got.json().get("alerts").get(0).get("kind").asString()).isEqualTo("UNSENT_MANY");
            assertThat(got.json().get("alerts").get(0).get("state").asString()).isEqualTo("RAISED");
            assertThat(got.json().get("alerts").get(0).get("text").asString()).contains("1,200 unsent");
            assertThat(got.json().get("alerts").get(0).get("subject").asString())
                    .isEqualTo(till.id());
        });
    }

    @Test
    void aDeliveryThatFailsIsTriedAgainLaterAndLaterUnderTheSameId() {
        AlertChannels.Created hook = webhook();
        receiver.answers(503);
        alarm();
        assertThat(states()).containsExactly("PENDING1STATUS");
        assertThat(channel(hook).lastFailure()).isEqualTo(new DeliveryFailure(Reason.STATUS, "503"));

        deliver(Duration.ofSeconds(55));
        assertThat(receiver.got()).hasSize(1);
        deliver(Duration.ofSeconds(65));
        assertThat(receiver.got()).hasSize(2);
        deliver(Duration.ofMinutes(5));
        assertThat(receiver.got()).hasSize(2);
        receiver.answers(200);
        deliver(Duration.ofMinutes(7));

        assertThat(states()).containsExactly("SENT3");
        assertThat(receiver.got())
                .hasSize(3)
                .extracting(Receiver.Got::delivery)
                .containsOnly(receiver.got().getFirst().delivery());
        assertThat(receiver.got().getFirst().timestamp())
                .isNotEqualTo(receiver.got().getLast().timestamp());
        assertThat(channel(hook).lastFailure()).isNull();
    }

    private void deliver(Duration later) {
        clock.shifted(later, () -> {
            postman.deliver(id);
            return true;
        });
    }

    @Test
    void triesAreBoundedAndWhoeverMissedTheAlarmGetsNoRecovery() {
        webhook();
        receiver.answers(500);
        alarm();
        for (int i = 1; i <= 12; i++) {
            deliver(Duration.ofHours(i * 7L));
        }
        assertThat(states()).containsExactly("FAILED7STATUS");
        assertThat(receiver.got()).hasSize(7);

        receiver.answers(200);
        pending(0);
        evaluateAndDeliver(Duration.ZERO);
        evaluateAndDeliver(Duration.ofMinutes(6));
        assertThat(receiver.got()).hasSize(7);
    }

    /** A node that is claiming it holds its row: the others leave it alone, and do not queue for a turn of their own. */
    @Test
    void nothingIsSentTwiceByNodesThatSendAtOnce() throws Exception {
        webhook();
        pending(1_200);
        evaluation.evaluate(id, NONE);
        List<Thread> nodes = new ArrayList<>();
        try (Connection claiming = owner.getConnection();
                Statement sql = claiming.createStatement()) {
            claiming.setAutoCommit(false);
            sql.execute("SELECT id FROM alert_delivery WHERE business_id = '" + id + "' FOR UPDATE");
            for (int i = 0; i < 4; i++) {
                nodes.add(Thread.ofVirtual().start(() -> postman.deliver(id)));
            }
            for (Thread node : nodes) {
                node.join(Duration.ofSeconds(2));
            }
            claiming.rollback();
        }
        for (Thread node : nodes) {
            node.join();
        }
        postman.deliver(id);

        assertThat(receiver.got()).hasSize(1);
        assertThat(states()).containsExactly("SENT1");
    }

    @Test
    void whatANodeTookAndNeverFinishedIsSentByAnother() {
        webhook();
        pending(1_200);
        evaluation.evaluate(id, NONE);
        tables.owner()
                .sql("UPDATE alert_delivery SET attempts = 1, next_attempt_at = now() + interval '10 minutes'"
                        + " WHERE business_id = ?::uuid")
                .param(id.toString())
                .update();
        deliver(Duration.ofMinutes(9));
        assertThat(receiver.got()).isEmpty();
        deliver(Duration.ofMinutes(11));

        assertThat(receiver.got()).hasSize(1);
    }

    @Test
    void aChannelThatIsSwitchedOffOrGoneIsNotUsed() {
        AlertChannels.Created hook = webhook();
        AlertChannels.Created gone = create(Channel.Type.WEBHOOK, receiver.url() + "2", "es");
        pending(1_200);
        evaluation.evaluate(id, NONE);
        channels.delete(id, SOMEBODY, gone.id());
        channels.change(
                id,
                SOMEBODY,
                hook.id(),
                channels.find(id, hook.id()).orElseThrow().draft(),
                new Channel.Draft(
                        Channel.Type.WEBHOOK, "Ana", receiver.url(), Locale.of("en"), Severity.WARNING, false));
        postman.deliver(id);

        assertThat(receiver.got()).isEmpty();
        assertThat(states()).containsExactly("FAILED1SWITCHED_OFF");
    }

    @Test
    void sendTestSaysHowItWent() throws Exception {
        assertThat(channels.test(id, SOMEBODY, mail("es").id())).isEmpty();
        assertThat(TestMail.to(address))
                .singleElement()
                .satisfies(mail -> assertThat(mail.getSubject()).startsWith("Mensaje de prueba"));
        AlertChannels.Created hook = webhook();
        assertThat(channels.test(id, SOMEBODY, hook.id())).isEmpty();
        assertThat(receiver.got().getFirst().json().get("test").asBoolean()).isTrue();
        receiver.answers(404);
        assertThat(channels.test(id, SOMEBODY, hook.id())).contains(new DeliveryFailure(Reason.STATUS, "404"));
        assertThatThrownBy(() -> channels.test(id, SOMEBODY, UUID.randomUUID())).isInstanceOf(ProblemException.class);
        assertThat(tables.texts("SELECT action FROM audit_entry WHERE business_id = '" + id + "'"))
                .contains("alert.channel.create", "alert.channel.test");
    }

    @Test
    void aMailServerThatIsGoneOrRefusesIsSaidSo() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(mailPost("127.0.0.1", free, MailSettings.Encryption.NONE)).contains(Reason.MAIL_UNREACHABLE);
        assertThat(mailPost("127.0.0.1", TestMail.port(), MailSettings.Encryption.STARTTLS))
                .contains(Reason.MAIL_REFUSED);
        assertThat(mailPost(null, 25, MailSettings.Encryption.NONE)).contains(Reason.NO_MAIL_SERVER);
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(mailPost("127.0.0.1", mute.getLocalPort(), MailSettings.Encryption.NONE))
                    .contains(Reason.NO_ANSWER);
        }
    }

    private Optional<Reason> mailPost(
            @org.jspecify.annotations.Nullable String host, int port, MailSettings.Encryption encryption) {
        MailSettings settings =
                new MailSettings(host, port, null, null, "hub@example.com", encryption, Duration.ofSeconds(1));
        Letter letter = letters.test(businesses.get(id), Locale.of("en"));
        return new MailPost(settings).send(address, UUID.randomUUID(), letter).map(DeliveryFailure::reason);
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeItIsAChannel() {
        for (String wrong : List.of(
                "",
                "ana",
                "ana@",
                "a b@example.com",
                "ana@example.com\r\nBcc: x@example.com",
                "Ana <ana@example.com>",
                "a@example.com,b@example.com",
                "x".repeat(300) + "@example.com")) {
            assertThatThrownBy(() -> create(Channel.Type.MAIL, wrong, "es"))
                    .as(wrong)
                    .isInstanceOf(ProblemException.class);
        }
        for (String wrong : List.of(
                "",
                "example.com",
                "ftp://example.com",
                "file:///etc/passwd",
                "https://",
                "https://user:pass@example.com/",
                "https://example.com/#x",
                "https://exa mple.com/",
                "javascript:alert(1)")) {
            assertThatThrownBy(() -> create(Channel.Type.WEBHOOK, wrong, "es"))
                    .as(wrong)
                    .isInstanceOf(ProblemException.class);
        }
        for (int i = 0; i < AlertChannels.MOST; i++) {
            mail("es");
        }
        assertThatThrownBy(() -> mail("es")).isInstanceOf(ProblemException.class);
    }

    @Test
    void secretsAreShownOnceAndChangedOnDemand() {
        AlertChannels.Created hook = webhook();
        AlertChannels.Created fresh = channels.newSecret(id, SOMEBODY, hook.id());

        assertThat(fresh.secret()).isNotEqualTo(hook.secret()).startsWith("cw_");
        assertThat(hook.toString() + channel(hook)).doesNotContain("cw_");
        assertThat(tables.texts("SELECT detail::text FROM audit_entry WHERE business_id = '" + id + "'"))
                .noneMatch(detail -> detail.contains("cw_") || detail.contains("to=me"));
        AlertChannels.Created mail = mail("es");
        assertThat(mail.secret()).isNull();
        assertThatThrownBy(() -> channels.newSecret(id, SOMEBODY, mail.id())).isInstanceOf(ProblemException.class);
    }

    @Test
    void anotherBusinesssChannelIsNotThere() {
        AlertChannels.Created hook = webhook();
        BusinessId other = businesses
                .create("Other", java.time.ZoneId.of("UTC"), Locale.of("es"), "MXN")
                .id();
        assertThat(channels.find(other, hook.id())).isEmpty();
        assertThatThrownBy(() -> channels.delete(other, SOMEBODY, hook.id())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> channels.test(other, SOMEBODY, hook.id())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> channels.newSecret(other, SOMEBODY, hook.id())).isInstanceOf(ProblemException.class);
        assertThat(receiver.got()).isEmpty();
    }

    @Test
    void theTimerFindsWhatIsDueInWhateverBusiness() throws InterruptedException {
        webhook();
        pending(1_200);
        evaluation.evaluate(id, NONE);
        postman.check();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (receiver.got().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        assertThat(receiver.got()).hasSize(1);
    }
}
