package dev.concilia.admin.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.component.KeyDialog;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.business.Role;
import dev.concilia.device.Device;
import dev.concilia.device.DeviceEdits;
import dev.concilia.device.DeviceEdits.Description;
import dev.concilia.device.Devices;
import dev.concilia.device.Presence;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemException;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.SyncLog;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The devices and one of them, without a browser. */
class DevicesViewTest extends ViewTest {
    @Autowired
    Devices devices;

    @Autowired
    SyncLog log;

    @Autowired
    Presence presence;

    @Autowired
    DeviceEdits edits;

    @Test
    void without_devices_the_list_names_the_next_action() {
        navigate(DevicesView.class);
        assertThat(heading()).isEqualTo("No devices yet");
        assertThat(find(Button.class).withText("Enrol device").all()).isNotEmpty();
    }

    @Test
    void the_list_filters_by_the_address() {
        business.device("Caja 1");
        business.device("Tablet <b>2</b>");
        open(DevicesView.class, "q", "tablet");
        ListGrid<Device> grid = grid();
        assertThat(test(grid).size()).isEqualTo(1);
        assertThat(test(grid).getRow(0).name()).isEqualTo("Tablet <b>2</b>");
        open(DevicesView.class, "state", "waiting");
        assertThat(test(grid()).size()).isEqualTo(2);
        open(DevicesView.class, "state", "synced", "q", "zzz");
        assertThat(test(grid()).size()).isZero();
    }

    @Test
    void a_code_enrols_a_device_that_then_has_a_key() {
        navigate(DevicesView.class);
        test(find(Button.class).withText("Enrol device").all().getFirst()).click();
        test(find(TextField.class)
                        .withPropertyValue(TextField::getLabel, "Name")
                        .single())
                .setValue("Caja 7");
        test(find(Button.class).withText("Show the code").single()).click();
        String code = find(Span.class).withClassName("enrol-code").single().getText();
        var answer = hub.post("/api/enroll").json(Map.of("code", code)).send();
        assertThat(answer.status()).isEqualTo(201);
        assertThat(devices.list(id())).extracting(Device::name).containsExactly("Caja 7");
    }

    @Test
    void an_enrolment_without_a_name_is_refused_at_the_field() {
        navigate(DevicesView.class);
        test(find(Button.class).withText("Enrol device").all().getFirst()).click();
        test(find(Button.class).withText("Show the code").single()).click();
        assertThat(find(TextField.class)
                        .withPropertyValue(TextField::getLabel, "Name")
                        .single()
                        .isInvalid())
                .isTrue();
    }

    @Test
    void a_device_shows_its_keys_and_one_can_be_revoked() {
        TestDevice till = business.device("Caja 1");
        navigate(DeviceView.class, till.id());
        assertThat(heading()).isEqualTo("Caja 1");
        test(find(Button.class).withText("Revoke").single()).click();
        confirm();
        assertThat(hub.get("/api/sync/changes").key(till.apiKey()).send().status())
                .isEqualTo(401);
        assertThat(find(Button.class).withText("Revoke").exists()).isFalse();
    }

    @Test
    void another_device_on_the_same_page_has_its_own_keys() {
        TestDevice first = business.device("Caja 1");
        TestDevice second = business.device("Caja 2");
        navigate(DeviceView.class, first.id());
        navigate(DeviceView.class, second.id());
        assertThat(heading()).isEqualTo("Caja 2");
        test(find(Button.class).withText("Revoke").single()).click();
        confirm();
        assertThat(hub.get("/api/sync/changes").key(second.apiKey()).send().status())
                .isEqualTo(401);
        assertThat(hub.get("/api/sync/changes").key(first.apiKey()).send().status())
                .isEqualTo(200);
    }

    @Test
    void a_new_key_is_shown_once_and_works() {
        TestDevice till = business.device("Caja 1");
        navigate(DeviceView.class, till.id());
        test(find(Button.class).withText("New key").single()).click();
        String key = find(Span.class).withClassName("secret").single().getText();
        assertThat(hub.get("/api/sync/changes").key(key).send().status()).isEqualTo(200);
    }

    @Test
    void a_key_that_would_end_an_older_one_asks_first() {
        TestDevice till = business.device("Caja 1");
        navigate(DeviceView.class, till.id());
        test(find(Button.class).withText("New key").single()).click();
        test(find(Button.class).withText("I have stored it").single()).click();
        test(find(Button.class).withText("New key").single()).click();
        assertThat(find(Span.class).withClassName("secret").exists()).isFalse();
        assertThat(hub.get("/api/sync/changes").key(till.apiKey()).send().status())
                .isEqualTo(200);
        confirm();
        assertThat(find(Span.class).withClassName("secret").exists()).isTrue();
        assertThat(hub.get("/api/sync/changes").key(till.apiKey()).send().status())
                .isEqualTo(401);
    }

    @Test
    void a_secret_that_is_seen_once_does_not_go_by_a_key() {
        navigate(DeviceView.class, business.device("Caja 1").id());
        test(find(Button.class).withText("New key").single()).click();
        assertThat(find(KeyDialog.class).single().isCloseOnEsc()).isFalse();
    }

    @Test
    void a_retired_device_is_found_and_brought_back() {
        TestDevice till = business.device("Caja 1");
        business.device("Caja 2");
        edits.retire(id(), "user:x", DeviceId.of(till.id()));
        open(DevicesView.class, "state", "retired");
        assertThat(test(grid()).size()).isEqualTo(1);
        assertThat(grid().property(test(grid()).getRow(0), "word")).isEqualTo("Retired");
        signIn(Role.AUDITOR);
        navigate(DeviceView.class, till.id());
        assertThat(heading()).isEqualTo("Caja 1");
        assertThat(find(Button.class).withText("Bring back").exists()).isFalse();
        signIn(Role.ADMIN);
        navigate(DeviceView.class, till.id());
        assertThat(find(Button.class).withText("New key").exists()).isFalse();
        test(find(Button.class).withText("Bring back").single()).click();
        assertThat(devices.list(id())).extracting(Device::name).containsExactly("Caja 1", "Caja 2");
        assertThat(find(Button.class).withText("New key").exists()).isTrue();
        assertThat(find(Button.class).withText("Bring back").exists()).isFalse();
        assertThat(find(Notification.class).all().getLast().getElement().getTextRecursively())
                .contains("needs a new key");
    }

    @Test
    void who_describes_a_device_over_somebody_else_is_told_and_overwrites_nothing() {
        TestDevice till = business.device("Caja 1");
        navigate(DeviceView.class, till.id());
        test(find(Button.class).withText("Edit").single()).click();
        test(name()).setValue("Mine");
        DeviceId id = DeviceId.of(till.id());
        edits.describe(id(), "user:x", id, new Description("Caja 1", null), new Description("Theirs", "Norte"));
        test(find(Button.class).withText("Save").single()).click();
        assertThat(devices.find(id(), id).orElseThrow().name()).isEqualTo("Theirs");
        assertThat(name().getValue()).isEqualTo("Mine");
        assertThat(name().getHelperText()).isEqualTo("Saved now: Theirs");
        test(find(Button.class).withText("Save").single()).click();
        assertThat(devices.find(id(), id).orElseThrow().name()).isEqualTo("Mine");
        assertThat(heading()).isEqualTo("Mine");
    }

    private TextField name() {
        return find(TextField.class)
                .withPropertyValue(TextField::getLabel, "Name")
                .single();
    }

    @Test
    void a_retired_device_leaves_the_lists_and_its_key_ends() {
        TestDevice till = business.device("Caja 1");
        navigate(DeviceView.class, till.id());
        test(find(Button.class).withText("Retire").single()).click();
        confirm();
        assertThat(devices.list(id())).isEmpty();
        assertThat(hub.get("/api/sync/changes").key(till.apiKey()).send().status())
                .isEqualTo(401);
        assertThat(getCurrentView()).isInstanceOf(DevicesView.class);
        test(find(Button.class).withText("Undo").single()).click();
        assertThat(devices.list(id())).hasSize(1);
    }

    @Test
    void another_name_and_place_are_kept() {
        TestDevice till = business.device("Caja 1");
        navigate(DeviceView.class, till.id());
        test(find(Button.class).withText("Edit").single()).click();
        test(find(TextField.class)
                        .withPropertyValue(TextField::getLabel, "Name")
                        .single())
                .setValue("Caja Sur");
        test(find(Button.class).withText("Save").single()).click();
        assertThat(heading()).isEqualTo("Caja Sur");
        assertThat(devices.find(id(), DeviceId.of(till.id())).orElseThrow().name())
                .isEqualTo("Caja Sur");
    }

    @Test
    void what_a_device_says_of_its_tables_and_what_failed_is_in_the_readers_words() {
        TestDevice till = business.device("Caja 1");
        hub.post("/api/sync/heartbeat")
                .key(till.apiKey())
                .json(Map.of("tables", Map.of("Product", Map.of("pending", 1_200, "synced", 7), "odd_table", 3)))
                .send();
        till.pullRaw("cursor=nonsense");
        presence.flush();
        log.flush();
        UI.getCurrent().setLocale(Locale.of("pt"));
        navigate(DeviceView.class, till.id());
        assertThat(find(NativeTableHeaderCell.class).all().stream().map(NativeTableHeaderCell::getText))
                .containsExactly("Tabela", "Registros", "Sincronizados", "A enviar");
        assertThat(find(NativeTableCell.class).all().stream().map(NativeTableCell::getText))
                .containsExactlyInAnyOrder("Produtos", "–", "7", "1.200", "odd_table", "3", "–", "–");
        @SuppressWarnings("unchecked")
        ListGrid<SyncLog.Entry> calls = find(ListGrid.class).single();
        assertThat(calls.property(test(calls).getRow(0), "error")).isEqualTo("Cursor inválido");
    }

    @Test
    void ids_of_others_and_no_ids_are_not_found() {
        TestDevice foreign = hub.business().device("Fremd");
        for (String id : new String[] {foreign.id(), "not-an-id", "00000000-0000-0000-0000-000000000000"}) {
            assertThat(isNotFound("devices/" + id)).as(id).isTrue();
        }
    }

    @Test
    void an_auditor_is_offered_nothing_that_changes_something() {
        TestDevice till = business.device("Caja 1");
        signIn(Role.AUDITOR);
        navigate(DevicesView.class);
        assertThat(find(Button.class).withText("Enrol device").exists()).isFalse();
        assertThat(find(Button.class).withText("Sync all now").exists()).isFalse();
        navigate(DeviceView.class, till.id());
        for (String action : new String[] {"New key", "By code", "Revoke", "Retire", "Edit", "Sync now"}) {
            assertThat(find(Button.class).withText(action).exists()).as(action).isFalse();
        }
    }

    @Test
    void who_loses_the_right_while_the_page_is_open_is_refused() {
        business.device("Caja 1");
        navigate(DevicesView.class);
        Button all = find(Button.class).withText("Sync all now").single();
        demote();
        assertThatThrownBy(all::click).isInstanceOf(ProblemException.class).hasMessage("FORBIDDEN");
    }

    @Test
    void the_list_costs_the_same_for_many() {
        business.device("Caja 1");
        int one = statements(() -> navigate(DevicesView.class)).size();
        for (int i = 2; i < 60; i++) {
            business.device("Caja " + i);
        }
        signIn(Role.OWNER);
        assertThat(statements(() -> navigate(DevicesView.class))).hasSize(one).hasSizeLessThan(12);
    }

    @SuppressWarnings("unchecked")
    private ListGrid<Device> grid() {
        return find(ListGrid.class).single();
    }

    private void confirm() {
        var dialog = find(com.vaadin.flow.component.confirmdialog.ConfirmDialog.class)
                .single();
        test(dialog).confirm();
    }
}
