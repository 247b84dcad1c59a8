package dev.concilia.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Bootstrap;
import dev.concilia.business.Role;
import dev.concilia.kernel.ProblemException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The audit log, without a browser. */
class AuditViewTest extends ViewTest {
    @Autowired
    AuditLog log;

    private void write(String action, String subject, Map<String, String> detail) {
        log.record(id(), "user:" + person.id(), action, subject, detail);
    }

    @SuppressWarnings("unchecked")
    private ListGrid<AuditRow> grid() {
        return find(ListGrid.class).single();
    }

    private AuditRow first() {
        return test(grid()).getRow(0);
    }

    @Test
    void an_entry_reads_as_a_sentence() {
        String till = business.device("Caja <b>1</b>").id();
        write("device.describe", till, Map.of("name", "Caja <b>1</b>"));
        navigate(AuditView.class);
        assertThat(first().who()).isEqualTo("Ana OWNER");
        assertThat(first().deed()).isEqualTo("Described a device");
        assertThat(first().about()).isEqualTo("Caja <b>1</b>");
        assertThat(first().href()).isEqualTo("devices/" + till);
        assertThat(first().details()).isEmpty();
        assertThat(heading()).isEqualTo("3 entries so far");
    }

    @Test
    void details_are_said_in_the_readers_words() {
        write("alert.rule", "DEVICE_SILENT", Map.of("enabled", "true", "minutes", "45"));
        navigate(AuditView.class);
        assertThat(first().about()).isEqualTo("Device silent");
        assertThat(first().details()).contains("On: Yes").contains("Minutes: 45");
        write("member.role", person.id().toString(), Map.of("before", "STAFF", "after", "ADMIN"));
        UI.getCurrent().setLocale(Locale.of("es"));
        navigate(AuditView.class);
        assertThat(first().about()).isEqualTo("Ana OWNER");
        assertThat(first().details()).contains("Antes: Personal").contains("Después: Administrador");
    }

    @Test
    void of_settings_only_what_changed_is_said() {
        write(
                "settings.change",
                business.id(),
                Map.of(
                        "before", "{\"negativeStock\":false,\"same\":1,\"catalog\":{\"products\":{\"priority\":1}}}",
                        "after", "{\"negativeStock\":true,\"same\":1,\"catalog\":{\"products\":{\"priority\":10}}}"));
        navigate(AuditView.class);
        assertThat(first().details())
                .isEqualTo("Products, How urgently devices hear of it: In the background (1) → Critical (10)"
                        + " · Stock may go below zero: No → Yes");
    }

    @Test
    void rules_of_a_record_are_said_as_the_settings_page_says_them() {
        String own = "{\"catalog\":{\"customers\":{\"strategy\":\"TERMINAL_WINS\","
                + "\"fieldRules\":{\"phone\":\"manual\"}}},\"odd\":[1]}";
        write("settings.change", business.id(), Map.of("before", "{}", "after", own));
        UI.getCurrent().setLocale(Locale.of("es"));
        navigate(AuditView.class);
        assertThat(first().details())
                .isEqualTo("Clientes, Teléfono: estándar → Decide una persona"
                        + " · Clientes, Si ambos lados lo cambiaron: estándar → Gana el dispositivo · odd: – → [1]");
    }

    @Test
    void a_change_of_a_record_is_told_and_leads_to_it() {
        write(
                "record.update",
                "customers/mesa 4/1",
                Map.of("fields", "phone, email", "merged", "true", "version", "3"));
        navigate(AuditView.class);
        assertThat(first().deed()).isEqualTo("Changed a record");
        assertThat(first().about()).isEqualTo("Customers mesa 4/1");
        assertThat(first().href()).isEqualTo("records/customers/mesa~204~2F1");
        assertThat(first().details())
                .contains("Fields: Phone, E-mail")
                .contains("Merged with another change: Yes")
                .contains("Version: 3");
        write("record.delete", "customers/c1", Map.of("fields", "", "merged", "false", "version", "4"));
        open(AuditView.class, "what", "record.delete");
        assertThat(test(grid()).size()).isEqualTo(1);
        assertThat(first().details()).isEqualTo("Version: 4");
    }

    @Test
    void codes_are_said_in_words() {
        write("conflict.resolve", UUID.randomUUID().toString(), Map.of("resolution", "TERMINAL_WINS"));
        navigate(AuditView.class);
        assertThat(first().details()).isEqualTo("Decision: Value of the device");
        write("alert.channel.test", UUID.randomUUID().toString(), Map.of("result", "MAIL_REFUSED"));
        navigate(AuditView.class);
        assertThat(first().details()).isEqualTo("Result: It did not get through");
        write("business.describe", business.id(), Map.of("locale", "pt", "timezone", "America/Lima"));
        navigate(AuditView.class);
        assertThat(first().details()).contains("Language: Portuguese").contains("Time zone: America/Lima");
    }

    @Test
    void the_operators_token_is_named_by_who_holds_it() {
        var operator = people.create(UUID.randomUUID() + "@example.com", Bootstrap.OPERATOR, null, false);
        log.record(id(), "user:" + operator.id(), "business.open", business.id(), Map.of("name", "Pan"));
        navigate(AuditView.class);
        assertThat(first().who()).isEqualTo("Whoever runs the hub");
    }

    @Test
    void what_the_page_has_no_words_for_is_shown_as_it_is() {
        log.record(id(), "key:" + UUID.randomUUID(), "thing.touch", "x", Map.of("odd", "<i>1</i>"));
        navigate(AuditView.class);
        assertThat(first().deed()).isEqualTo("thing.touch");
        assertThat(first().about()).isEqualTo("x");
        assertThat(first().details()).isEqualTo("odd: <i>1</i>");
        assertThat(first().who()).startsWith("A machine");
    }

    @Test
    void the_log_is_searched_by_the_address() {
        write("location.add", UUID.randomUUID().toString(), Map.of("name", "Córdoba Centro"));
        write("location.add", UUID.randomUUID().toString(), Map.of("name", "Norte"));
        log.record(id(), "hub", "thing.touch", "z", Map.of());
        open(AuditView.class, "q", "cordo");
        assertThat(test(grid()).size()).isEqualTo(1);
        open(AuditView.class, "what", "location.add", "who", person.id().toString());
        assertThat(test(grid()).size()).isEqualTo(2);
        open(AuditView.class, "who", "hub");
        assertThat(test(grid()).size()).isEqualTo(1);
        open(AuditView.class, "who", "user:' OR 1=1", "from", "never");
        assertThat(test(grid()).size()).as("nonsense counts as not said").isEqualTo(4);
        open(AuditView.class, "until", "2001-01-01");
        assertThat(test(grid()).size()).isZero();
        open(AuditView.class, "from", "2001-01-01", "until", "2999-01-01");
        assertThat(test(grid()).size()).isEqualTo(4);
        String today = LocalDate.now(ZoneId.of("America/Mexico_City")).toString();
        open(AuditView.class, "until", today);
        assertThat(test(grid()).size()).as("the last day counts whole").isEqualTo(4);
    }

    @Test
    void an_auditor_may_read_and_prove_it() {
        signIn(Role.AUDITOR);
        navigate(AuditView.class);
        assertThat(find(Button.class).withText("Verify the log").single().isEnabled())
                .isTrue();
        assertThat(test(grid()).size()).isEqualTo(1);
    }

    @Test
    void who_may_not_read_it_any_more_may_not_prove_it() {
        navigate(AuditView.class);
        Button verify = find(Button.class).withText("Verify the log").single();
        become(Role.STAFF);
        assertThatThrownBy(verify::click).isInstanceOf(ProblemException.class).hasMessage("FORBIDDEN");
    }

    @Test
    void what_another_business_did_is_not_there() {
        log.record(dev.concilia.kernel.BusinessId.of(hub.business().id()), "hub", "thing.touch", "secreto", Map.of());
        open(AuditView.class, "q", "secreto");
        assertThat(test(grid()).size()).isZero();
    }

    @Test
    void the_page_costs_the_same_for_many() {
        write("location.add", UUID.randomUUID().toString(), Map.of("name", "Sur"));
        int one = statements(() -> navigate(AuditView.class)).size();
        for (int i = 0; i < 200; i++) {
            write("location.add", UUID.randomUUID().toString(), Map.of("name", "Sur " + i));
        }
        signIn(Role.OWNER);
        assertThat(statements(() -> navigate(AuditView.class))).hasSize(one).hasSizeLessThan(16);
    }
}
