package dev.concilia.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.business.AccessTokens;
import dev.concilia.business.People;
import dev.concilia.business.Person;
import dev.concilia.business.Role;
import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Who may call what. Every route of the hub has to be classified here: one that is not fails {@link
 * #everyRouteIsClassified()}.
 */
@HubTest
class TenantWallTest {
    private static final String SECRET = "geheim-" + UUID.randomUUID();

    /** Who a class of routes lets in. */
    private enum Access {
        OPEN(Set.of("no key", "device", "business key", "owner", "admin", "auditor", "staff", "operator")),
        DEVICES(Set.of("device", "business key")),
        READERS(Set.of("owner", "admin", "auditor", "operator")),
        WRITERS(Set.of("owner", "admin", "operator")),
        OWNERS(Set.of("owner", "operator")),
        OPERATORS(Set.of("operator")),
        RECORD_READERS(Set.of("device", "business key", "owner", "admin", "auditor", "operator")),
        RECORD_WRITERS(Set.of("device", "business key", "owner", "admin", "operator"));

        private final Set<String> callers;

        Access(Set<String> callers) {
            this.callers = callers;
        }
    }

    /** A harmless call of a route, and the status for those who are let in. {@code {id}} is another business's. */
    private record Route(String method, String path, Access access, int status, String body) {
        /** It answers whoever comes, with an old key, too; an enrolment is a guess that is counted. */
        boolean asksForNoKey() {
            return access == Access.OPEN && method.equals("GET");
        }

        Route(String method, String path, Access access, int status) {
            this(method, path, access, status, "{}");
        }

        String name() {
            return method + " " + path;
        }
    }

    private static final List<Route> ROUTES = List.of(
            new Route("GET", "/api/health", Access.OPEN, 200),
            new Route("GET", "/health", Access.OPEN, 200),
            new Route("GET", "/actuator/health", Access.OPEN, 200),
            new Route("GET", "/api-docs", Access.OPEN, 200),
            new Route("GET", "/api-docs.json", Access.OPEN, 200),
            new Route("POST", "/api/sync/batch", Access.DEVICES, 200, "{\"operations\":[]}"),
            new Route("GET", "/api/sync/changes", Access.DEVICES, 200),
            new Route("GET", "/api/sync/snapshot", Access.DEVICES, 200),
            new Route("POST", "/api/admin/businesses", Access.OPERATORS, 422),
            new Route("GET", "/api/admin/devices", Access.READERS, 200),
            new Route("POST", "/api/admin/devices", Access.WRITERS, 422),
            new Route("POST", "/api/admin/devices/trigger", Access.WRITERS, 200),
            new Route("POST", "/api/admin/devices/{id}/trigger", Access.WRITERS, 404),
            new Route("POST", "/api/admin/keys", Access.WRITERS, 422),
            new Route("POST", "/api/admin/devices/{id}/keys", Access.WRITERS, 404),
            new Route("DELETE", "/api/admin/keys/{id}", Access.WRITERS, 404),
            new Route("GET", "/api/admin/devices/{id}/keys", Access.READERS, 404),
            new Route("POST", "/api/enroll", Access.OPEN, 422),
            new Route("GET", "/api/admin/enrolments", Access.READERS, 200),
            new Route("POST", "/api/admin/enrolments", Access.WRITERS, 422),
            new Route("POST", "/api/admin/devices/{id}/enrolments", Access.WRITERS, 404),
            new Route("DELETE", "/api/admin/enrolments/{id}", Access.WRITERS, 404),
            new Route("GET", "/api/admin/members", Access.READERS, 200),
            new Route("PUT", "/api/admin/members/{id}", Access.WRITERS, 404, "{\"role\":\"STAFF\"}"),
            new Route("DELETE", "/api/admin/members/{id}", Access.WRITERS, 404),
            new Route("GET", "/api/admin/invitations", Access.READERS, 200),
            new Route("POST", "/api/admin/invitations", Access.WRITERS, 422),
            new Route("POST", "/api/admin/invitations/{id}/resend", Access.WRITERS, 404),
            new Route("DELETE", "/api/admin/invitations/{id}", Access.WRITERS, 404),
            new Route("GET", "/api/admin/tokens", Access.READERS, 200),
            new Route("POST", "/api/admin/tokens", Access.WRITERS, 422),
            new Route("DELETE", "/api/admin/tokens/{id}", Access.WRITERS, 404),
            new Route("GET", "/api/admin/conflicts", Access.READERS, 200),
            new Route("GET", "/api/admin/conflicts/{id}", Access.READERS, 404),
            new Route(
                    "POST",
                    "/api/admin/conflicts/{id}/resolve",
                    Access.WRITERS,
                    404,
                    "{\"resolution\":\"CENTRAL_WINS\"}"),
            new Route("POST", "/api/admin/conflicts/{id}/undo", Access.WRITERS, 404),
            new Route("GET", "/api/admin/conflict-jobs/preview", Access.READERS, 200),
            new Route("POST", "/api/admin/conflict-jobs", Access.WRITERS, 422),
            new Route("GET", "/api/admin/conflict-jobs/{id}", Access.READERS, 404),
            new Route("POST", "/api/admin/conflict-jobs/{id}/cancel", Access.WRITERS, 404),
            new Route("POST", "/api/admin/conflict-jobs/{id}/undo", Access.WRITERS, 404),
            new Route("GET", "/api/admin/settings", Access.READERS, 200),
            new Route("PUT", "/api/admin/settings", Access.OWNERS, 400, "{}"),
            new Route("GET", "/api/admin/operations", Access.READERS, 200),
            new Route("GET", "/api/admin/audit", Access.READERS, 200),
            new Route("GET", "/api/admin/sync-log", Access.READERS, 200),
            new Route("GET", "/api/admin/alerts", Access.READERS, 200),
            new Route("POST", "/api/admin/alerts/{id}/acknowledge", Access.WRITERS, 404),
            new Route("GET", "/api/admin/alert-rules", Access.READERS, 200),
            new Route("PUT", "/api/admin/alert-rules", Access.WRITERS, 422),
            new Route("POST", "/api/sync/heartbeat", Access.DEVICES, 422, "{\"status\":1}"),
            new Route("POST", "/api/sync/push", Access.DEVICES, 422),
            new Route("GET", "/api/sync/pull", Access.DEVICES, 200),
            new Route("POST", "/api/sync/resolve", Access.DEVICES, 422),
            new Route("POST", "/api/sync/all", Access.DEVICES, 422),
            new Route("GET", "/api/sync/status", Access.DEVICES, 200),
            new Route("GET", "/api/sync/reconcile", Access.DEVICES, 200),
            new Route("GET", "/api/sync/reconcile/history", Access.DEVICES, 200),
            new Route("POST", "/api/sync/reconcile", Access.DEVICES, 200, "{\"clientSummary\":{}}"),
            new Route(
                    "POST",
                    "/api/sync/reconcile/buckets",
                    Access.DEVICES,
                    200,
                    "{\"entity\":\"customers\",\"buckets\":{}}"),
            new Route("POST", "/api/sync/recover", Access.DEVICES, 422),
            new Route("POST", "/api/sync/records", Access.DEVICES, 200, "{\"entity\":\"customers\",\"ids\":[\"c1\"]}"),
            new Route("POST", "/api/sync/menu", Access.DEVICES, 422),
            new Route("POST", "/api/sync/config", Access.DEVICES, 422),
            new Route("GET", "/api/sync/orders/pending", Access.DEVICES, 200),
            new Route("POST", "/api/sync/orders/confirm", Access.DEVICES, 422),
            new Route("GET", "/api/sync/customers/changes", Access.DEVICES, 200),
            new Route("POST", "/api/sync/customers/bulk", Access.DEVICES, 422),
            new Route("POST", "/api/sync", Access.DEVICES, 422),
            new Route("POST", "/api/sync/{table}", Access.DEVICES, 422),
            new Route("GET", "/api/events", Access.RECORD_READERS, 200),
            new Route("GET", "/api/stats", Access.RECORD_READERS, 200),
            new Route("GET", "/api/{entity}", Access.RECORD_READERS, 200),
            new Route("POST", "/api/{entity}", Access.RECORD_WRITERS, 422),
            new Route("GET", "/api/{entity}/{id}", Access.RECORD_READERS, 404),
            new Route("PATCH", "/api/{entity}/{id}", Access.RECORD_WRITERS, 404),
            new Route("DELETE", "/api/{entity}/{id}", Access.RECORD_WRITERS, 404),
            new Route("POST", "/api/cash-sessions/{id}/close", Access.RECORD_WRITERS, 404),
            new Route("POST", "/api/cash_sessions/{id}/close", Access.RECORD_WRITERS, 404),
            new Route("GET", "/api/**", Access.RECORD_READERS, 404));

    /** Not for programs: the browser's chain guards them. */
    private static final Set<String> OF_PAGES = Set.of("/error");

    /** Routes of the actuator that nobody gets. */
    private static final Set<String> CLOSED = Set.of("/actuator", "/actuator/health/**");

    private final ApplicationContext context;
    private final Hub hub;
    private final Tables tables;
    private final TestBusiness mine;
    private final TestBusiness theirs;
    private final TestDevice till;
    private final TestDevice theirTill;
    private final Answer theirKey;
    private final String theirJob;
    private final Map<String, String> theirIds = new LinkedHashMap<>();
    private final Map<String, String> known = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    TenantWallTest(
            ApplicationContext context, Hub hub, Tables tables, TestClock clock, People people, AccessTokens tokens) {
        this.context = context;
        this.hub = hub;
        this.tables = tables;
        this.mine = hub.business();
        this.theirs = hub.business(SECRET + " business");
        this.till = mine.device("till");
        this.theirTill = theirs.device(SECRET + " till");
        this.theirKey = theirs.newKey(SECRET + " key");
        theirTill.push(
                Op.insert("customers", "c1", "name", SECRET, "phone", "1"),
                Op.update("customers", "c1", "phone", "2"),
                Op.insert("dragons", SECRET, "name", SECRET));
        theirs.device("other").push(Op.update("customers", "c1", "phone", "3").base(1));
        this.theirJob = hub.post("/api/admin/conflict-jobs")
                .bearer(theirs.token())
                .json(Map.of("resolution", "CENTRAL_WINS", "filter", Map.of("entity", "orders")))
                .send()
                .at("id");
        theirIds.put("enrolments", made("enrolments", Map.of("name", SECRET, "kind", "till")));
        theirIds.put("invitations", made("invitations", Map.of("email", SECRET + "@example.com", "role", "ADMIN")));
        theirIds.put("tokens", made("tokens", Map.of("name", SECRET)));
        theirIds.put(
                "members",
                hub.get("/api/admin/members")
                        .bearer(theirs.token())
                        .send()
                        .json()
                        .at("/members/0/id")
                        .asString());
        tables.owner()
                .sql("INSERT INTO alert (business_id, id, kind, subject, detail, raised_at) VALUES (?::uuid,"
                        + " gen_random_uuid(), 'NEGATIVE_STOCK', ?, jsonb_build_object('name', ?::text), now())")
                .params(theirs.id(), SECRET, SECRET)
                .update();
        known.put("device", till.apiKey());
        known.put("business key", mine.newKey("shared").at("apiKey"));
        known.put("owner", mine.token());
        for (Role role : List.of(Role.ADMIN, Role.AUDITOR, Role.STAFF)) {
            Person person = people.create(role + "-" + UUID.randomUUID() + "@example.com", "", null, false);
            BusinessId business = BusinessId.of(mine.id());
            people.join(business, person.id(), role);
            known.put(
                    role.name().toLowerCase(java.util.Locale.ROOT), tokens.issue(business, person.id(), "test", null));
        }
        known.put("operator", HubTest.ADMIN_TOKEN);
        Answer revoked = mine.newKey("revoked");
        hub.delete("/api/admin/keys/" + revoked.at("id")).bearer(mine.token()).send();
        Answer expired = clock.shifted(Duration.ofDays(-91), () -> mine.newKey("expired"));
        refused.put(
                "wrong key",
                till.apiKey().substring(0, 20) + "x" + till.apiKey().substring(21));
        refused.put("unknown key", "nobody-knows-this-key-0000000000");
        refused.put("unknown token", "ct_0000000000_00000000000000000000000000000000000000");
        refused.put("revoked key", revoked.at("apiKey"));
        refused.put("expired key", expired.at("apiKey"));
        refused.put("endless key", "k".repeat(5_000));
    }

    /** The id of something that the other business's owner has just made. */
    private String made(String kind, Map<String, String> body) {
        return hub.post("/api/admin/" + kind)
                .bearer(theirs.token())
                .json(body)
                .send()
                .at("id");
    }

    private static Set<String> routesOf(ApplicationContext context) {
        Set<String> routes = new TreeSet<>();
        for (RequestMappingInfoHandlerMapping mapping :
                context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values()) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                for (String pattern : info.getPatternValues()) {
                    if (info.getMethodsCondition().getMethods().isEmpty()) {
                        routes.add("GET " + pattern);
                    }
                    info.getMethodsCondition().getMethods().forEach(method -> routes.add(method + " " + pattern));
                }
            }
        }
        return routes;
    }

    @Test
    void everyRouteIsClassified() {
        Set<String> unclassified = new TreeSet<>(routesOf(context));
        ROUTES.forEach(route -> unclassified.remove(route.name()));
        unclassified.removeIf(route -> OF_PAGES.contains(path(route)) || CLOSED.contains(path(route)));

        assertThat(unclassified).isEmpty();
    }

    private static String path(String route) {
        return route.substring(route.indexOf(' ') + 1);
    }

    /** The routes of the list that are there already. */
    private List<Route> present() {
        Set<String> routes = routesOf(context);
        return ROUTES.stream().filter(route -> routes.contains(route.name())).toList();
    }

    private String foreignId(Route route) {
        if (route.path().contains("{entity}")) {
            return "c1";
        }
        if (route.path().contains("conflict-jobs")) {
            return theirJob;
        }
        if (route.path().contains("conflicts")) {
            return tables.owner()
                    .sql("SELECT id::text FROM conflict WHERE business_id = ?::uuid LIMIT 1")
                    .param(theirs.id())
                    .query(String.class)
                    .single();
        }
        for (String kind : List.of("enrolments", "members", "invitations", "tokens")) {
            if (route.path().contains("admin/" + kind)) {
                return theirIds.getOrDefault(kind, "");
            }
        }
        if (route.path().contains("alerts")) {
            return tables.owner()
                    .sql("SELECT id::text FROM alert WHERE business_id = ?::uuid LIMIT 1")
                    .param(theirs.id())
                    .query(String.class)
                    .single();
        }
        return route.path().contains("devices") ? theirTill.id() : theirKey.at("id");
    }

    private Answer call(Route route, String credential) {
        String path = route.path()
                .replace("{id}", foreignId(route))
                .replace("{entity}", "customers")
                .replace("{table}", "customers")
                .replace("/**", "/nothing/of/that/kind");
        if (path.equals("/api/events")) {
            path += "?seconds=0"; // else it would not end
        }
        Hub.Call call = hub.call(route.method(), path);
        if (!route.method().equals("GET")) {
            call.text(route.body());
        }
        if (!credential.isEmpty()) {
            call.bearer(credential);
        }
        return call.send();
    }

    @Test
    void everyRouteLetsInWhomItShouldAndNobodyElse() {
        List<String> wrong = new ArrayList<>();
        Map<String, String> callers = new LinkedHashMap<>(known);
        callers.put("no key", "");
        for (Route route : present()) {
            callers.forEach((caller, credential) -> {
                Answer answer = call(route, credential);
                int expected =
                        route.access().callers.contains(caller) ? route.status() : caller.equals("no key") ? 401 : 403;
                String code = switch (expected) {
                    case 401 -> "API_KEY_MISSING";
                    case 403 -> "FORBIDDEN";
                    case 404 -> "NOT_FOUND";
                    default -> "";
                };
                if (answer.status() != expected
                        || !code.isEmpty() && !answer.code().equals(code)) {
                    wrong.add(route.name() + " by " + caller + ": " + answer + ", not " + expected);
                }
            });
            refused.forEach((caller, credential) -> {
                Answer answer = call(route, credential);
                boolean asWanted = route.asksForNoKey()
                        ? answer.status() == route.status()
                        : answer.status() == 401 && answer.code().equals("INVALID_API_KEY");
                if (!asWanted) {
                    wrong.add(route.name() + " by " + caller + ": " + answer);
                }
            });
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void noAnswerHoldsAnythingOfAnotherBusiness() {
        List<String> leaks = new ArrayList<>();
        Map<String, String> callers = new LinkedHashMap<>(known);
        callers.remove("operator");
        callers.put("no key", "");
        for (Route route : present()) {
            callers.forEach((caller, credential) -> {
                String body = call(route, credential).text();
                if (body.contains(SECRET) || body.contains(theirTill.id()) || body.contains(theirs.id())) {
                    leaks.add(route.name() + " by " + caller + ": " + body);
                }
            });
        }

        assertThat(leaks).isEmpty();
    }

    @Test
    void theBusinessComesFromTheKeyWhateverTheCallSays() {
        String lie = "businessId=" + theirs.id() + "&business_id=" + theirs.id() + "&tenant=" + theirs.id();
        assertThat(till.pull(lie).changes()).isEmpty();
        assertThat(hub.get("/api/sync/changes")
                        .key(till.apiKey())
                        .header("X-Business-Id", theirs.id())
                        .header("X-Tenant-Id", theirs.id())
                        .send()
                        .json()
                        .get("changes")
                        .size())
                .isZero();
        hub.post("/api/sync/batch")
                .key(till.apiKey())
                .json(Map.of(
                        "businessId", theirs.id(),
                        "deviceId", theirTill.id(),
                        "operations",
                                List.of(Op.insert("customers", "c7", "name", "Mine")
                                        .json())))
                .send();

        assertThat(till.pull("").changes()).singleElement().satisfies(change -> {
            assertThat(change.id()).isEqualTo("c7");
            assertThat(change.deviceId()).isEqualTo(till.id());
        });
        assertThat(theirTill.pull("").ids()).containsExactly("c1");
    }

    @Test
    void sameRecordAndOperationIdsInTwoBusinessesLiveIndependently() {
        Op op = Op.insert("customers", "c1", "name", "Mine");
        String id = theirTill
                .push(Op.insert("brands", "b1", "name", "Theirs").id("same-operation"))
                .outcome();

        assertThat(id).isEqualTo("applied");
        assertThat(till.push(op.id("same-operation")).outcome()).isEqualTo("applied");
        assertThat(till.push(Op.delete("customers", "c1")).version()).isEqualTo(2);
        assertThat(theirTill.pull("entities=customers").changes().getFirst().deleted())
                .isFalse();
        assertThat(till.push(Op.update("brands", "b1", "name", "x")).error()).isEqualTo("NOT_FOUND");
    }

    @Test
    void anotherBusinesssKeysStayValidWhenTheirIdsAreUsedElsewhere() {
        assertThat(hub.delete("/api/admin/keys/" + theirKey.at("id"))
                        .bearer(mine.token())
                        .send()
                        .status())
                .isEqualTo(404);
        assertThat(hub.get("/api/sync/changes")
                        .key(theirKey.at("apiKey"))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anOwnersTokenHasNoPlaceInAnotherBusiness() {
        String devices =
                hub.get("/api/admin/devices").bearer(mine.token()).send().text();

        assertThat(devices).contains("till").doesNotContain(SECRET);
    }

    @Test
    void cookiesMeanNothingToTheApiAndItSetsNone() {
        String cookie = hub.get("/login").send().headers().allValues("Set-Cookie").stream()
                .map(set -> set.split(";", 2)[0])
                .reduce("x=y", (a, b) -> a + "; " + b);
        Answer answer = hub.get("/api/admin/devices").header("Cookie", cookie).send();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("API_KEY_MISSING");
        Answer allowed = hub.get("/api/admin/devices")
                .header("Cookie", cookie)
                .bearer(mine.token())
                .send();
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void aKeyInTheQueryIsNoKey() {
        assertThat(hub.get("/api/sync/changes?apiKey=" + till.apiKey() + "&X-API-Key=" + till.apiKey())
                        .send()
                        .status())
                .isEqualTo(401);
    }

    @Test
    void everyAnswerForbidsFramingSniffingAndScripts() {
        for (String path : List.of("/api/health", "/api/admin/devices", "/api/nothing")) {
            Answer answer = hub.get(path).send();
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("frame-ancestors 'none'", "default-src 'none'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        }
    }
}
