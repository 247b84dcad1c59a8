package dev.concilia.api.docs;

import dev.concilia.alert.AlertLook;
import dev.concilia.business.Invitations;
import dev.concilia.business.Role;
import dev.concilia.device.Presence;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.UserId;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.SyncLog;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * A business in which the examples of the document make sense: what they name is there. Ids that the hub gives out stand in
 * the document as fixed ones, and are exchanged on the way there and back.
 */
final class ExampleStage {
    private static final String DOCUMENTED = "7c0a4c52-5d0e-4d3c-9a51-1f6f3f0c2a";

    private final Hub hub;
    private final TestBusiness business;
    private final TestDevice till;
    private final TestDevice tablet;
    private final Map<String, String> real = new LinkedHashMap<>();

    ExampleStage(Hub hub, ApplicationContext context) {
        this.hub = hub;
        this.business = hub.business("La Espiga");
        this.till = device("Caja 3", "caja-3");
        this.tablet = device("Tablet", "tablet-9");
        keep(DOCUMENTED + "41", till.id());
        keep(DOCUMENTED + "42", tablet.id());
        keep(DOCUMENTED + "01", business.id());
        keep(DOCUMENTED + "31", business.newKey("Shared").at("id"));
        keep("https://hub.example.com", "http://localhost:" + hub.port());
        records();
        conflicts();
        codes();
        people(context.getBean(Invitations.class));
        till.pull("");
        post("/api/sync/heartbeat", Map.of("terminalId", "caja-3", "status", "ONLINE", "pending", 140));
        post(
                "/api/sync/reconcile",
                Map.of("machineId", "caja-3", "clientSummary", Map.of("products", Map.of("count", 9))));
        admin("/api/admin/devices/" + till.id() + "/trigger", Map.of());
        context.getBean(Presence.class).flush();
        context.getBean(SyncLog.class).flush();
        AlertLook.at(context, business.id());
        keep(DOCUMENTED + "51", list("alerts").path(0).path("id").asString());
    }

    private void keep(String documented, String ofTheHub) {
        if (ofTheHub.isEmpty()) {
            throw new IllegalStateException("the hub has nothing for " + documented);
        }
        real.put(documented, ofTheHub);
    }

    private TestDevice device(String name, String external) {
        Answer answer = admin("/api/admin/devices", Map.of("name", name, "kind", "terminal", "externalId", external));
        return new TestDevice(hub, answer.at("id"), answer.at("apiKey"));
    }

    private Answer admin(String path, Object body) {
        return hub.post(path).bearer(business.token()).json(body).send();
    }

    /** The list that is read at an address of that name. */
    private JsonNode list(String name) {
        return hub.get("/api/admin/" + name)
                .bearer(business.token())
                .send()
                .json()
                .path(name);
    }

    private void post(String path, Object body) {
        hub.post(path).key(till.apiKey()).json(body).send();
    }

    private void records() {
        String at = "2026-01-05T14:00:00Z";
        tablet.push(Op.insert("products", "p-bolillo", "name", "Bolillo", "price", "2.50"));
        keep("the-last-cursor", till.pull("limit=1").cursor());
        tablet.push(
                Op.insert("products", "p-concha", "name", "Concha", "price", "12.00"),
                Op.insert("customers", "c-ana", "name", "Ana Ruiz", "phone", "555-0101"),
                Op.update("customers", "c-ana", "phone", "555-0102").base(1),
                Op.insert("customers", "c-eva", "name", "Eva Sol", "phone", "555-0103"),
                Op.update("customers", "c-eva", "phone", "555-0104").base(1),
                Op.insert("cash_sessions", "cs-1", "openingAmount", "300.00", "openedAt", at, "status", "OPEN"),
                Op.insert("orders", "o-1001", "status", "PENDING", "orderType", "PICKUP", "customerId", "c-ana"),
                Op.insert("order_items", "o-1001-1", "orderId", "o-1001", "quantity", 4, "price", "2.50"));
    }

    private void conflicts() {
        keep(DOCUMENTED + "11", conflict("c-ana", "555-0199"));
        String settled = conflict("c-eva", "555-0198");
        keep(DOCUMENTED + "12", settled);
        admin("/api/admin/conflicts/" + settled + "/resolve", Map.of("resolution", "TERMINAL_WINS"));
        Map<String, Object> job = Map.of("resolution", "CENTRAL_WINS", "filter", Map.of("entity", "brands"));
        keep(DOCUMENTED + "21", admin("/api/admin/conflict-jobs", job).at("id"));
    }

    private String conflict(String customer, String phone) {
        return till.push(Op.update("customers", customer, "phone", phone).base(1))
                .conflictId();
    }

    private void codes() {
        Answer offered = admin("/api/admin/enrolments", Map.of("name", "Tablet 2", "kind", "tablet"));
        keep(DOCUMENTED + "71", offered.at("id"));
        keep("K7QM-2RXD", offered.at("code"));
    }

    /** Whoever joins is the owner of another business, who has an account already. */
    private void people(Invitations invitations) {
        keep("marta@example.com", list("members").path(0).path("email").asString());
        UserId marta = UserId.of(list("members").path(0).path("id").asString());
        JsonNode luis = hub.get("/api/admin/members")
                .bearer(hub.business("Luis").token())
                .send()
                .json()
                .at("/members/0");
        String email = luis.path("email").asString();
        String token = invitations
                .invite(BusinessId.of(business.id()), marta, email, Role.ADMIN)
                .token();
        UserId joining = UserId.of(luis.path("id").asString());
        invitations.accept(token, joining);
        keep("luis@example.com", email);
        keep(DOCUMENTED + "61", joining.toString());
        Answer waiting = admin("/api/admin/invitations", Map.of("email", "pia@example.com", "role", "STAFF"));
        keep(DOCUMENTED + "81", waiting.at("id"));
        Answer lists = admin("/api/admin/tokens", Map.of("name", "Stock lists"));
        keep(DOCUMENTED + "91", lists.at("id"));
    }

    /** Sends an example; {@code narrowed}: with the examples of its query's parameters. */
    Answer send(Document document, Document.Call call, String name, boolean narrowed) {
        Hub.Call made = hub.call(call.method(), address(document, call, name, narrowed));
        JsonNode body = call.body().path("examples").path(name).path("value");
        if (!body.isMissingNode()) {
            made.text(replaced(body.toString(), false));
        }
        identify(made, call);
        return made.send();
    }

    private void identify(Hub.Call made, Document.Call call) {
        if (call.isForDevices()) {
            made.key(till.apiKey());
        } else if (!call.isOpen()) {
            made.bearer(call.roles().contains("OPERATOR") ? HubTest.ADMIN_TOKEN : business.token());
        }
    }

    /** As a caller who may not. */
    Answer sendAs(Document document, Document.Call call, boolean device, boolean nobody) {
        String name = call.body().path("examples").propertyNames().stream()
                .findFirst()
                .orElse("");
        Hub.Call made = hub.call(call.method(), address(document, call, name, true));
        if (!nobody) {
            made.bearer(device ? till.apiKey() : business.token());
        }
        return made.send();
    }

    /** With a body that is no JSON. */
    Answer sendBroken(Document document, Document.Call call) {
        String name = call.body().path("examples").propertyNames().iterator().next();
        Hub.Call made = hub.call(call.method(), address(document, call, name, false));
        identify(made, call);
        return made.text("{\"a\":").send();
    }

    private String address(Document document, Document.Call call, String name, boolean narrowed) {
        String path = call.path();
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : document.parameters(call)) {
            String key = parameter.path("name").asString();
            String value = replaced(parameter.path("example").asString(""), false);
            if (parameter.path("in").asString().equals("path")) {
                // The example of a new record goes by the name of its entity.
                path = path.replace("{" + key + "}", call.id().equals("createRecord") ? name : value);
            } else if (parameter.path("in").asString().equals("query") && narrowed && !value.isEmpty()) {
                query.add(key + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /** What the hub answered, in the document's terms. */
    String documented(String text) {
        return replaced(text, true)
                .replaceAll("\\b(c[kti])_[0-9A-Za-z_-]+", "$1_EXAMPLE")
                .replaceAll("(\"code\":\"|#enroll=)\\w{4}-\\w{4}", "$1K7QM-2RXD");
    }

    private String replaced(String text, boolean back) {
        String made = text;
        for (Map.Entry<String, String> id : real.entrySet()) {
            made = back ? made.replace(id.getValue(), id.getKey()) : made.replace(id.getKey(), id.getValue());
        }
        return made;
    }
}
