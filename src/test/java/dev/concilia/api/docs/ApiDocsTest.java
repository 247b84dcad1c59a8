package dev.concilia.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.concilia.alert.Alert;
import dev.concilia.alert.AlertKind;
import dev.concilia.business.Role;
import dev.concilia.device.Badge;
import dev.concilia.device.Cause;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.sync.Conflict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.JsonNode;

@HubTest
class ApiDocsTest {
    /** Not calls: what is not there, the actuator's index, which nobody gets, and the error page of browsers. */
    private static final Set<String> NO_CALLS = Set.of("/api/**", "/actuator", "/error");

    private static final String META = "https://json-schema.org/draft/2020-12/schema";

    private final ApplicationContext context;
    private final Hub hub;
    private final Document document;

    ApiDocsTest(ApplicationContext context, Hub hub) {
        this.context = context;
        this.hub = hub;
        this.document = Document.of(hub);
    }

    private Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        for (RequestMappingInfoHandlerMapping mapping :
                context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values()) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                for (String pattern : info.getPatternValues()) {
                    String path = pattern.equals("/actuator/health/**") ? "/actuator/health/{probe}" : pattern;
                    // Without a method it is the catch-all of an address whose calls have theirs.
                    info.getMethodsCondition().getMethods().stream()
                            .filter(method -> !NO_CALLS.contains(pattern))
                            .forEach(method -> routes.add(method + " " + path));
                }
            }
        }
        return routes;
    }

    @Test
    void everyRouteOfTheHubIsDescribedAndNothingElse() {
        Set<String> described = new TreeSet<>();
        document.calls().forEach(call -> described.add(call.name()));

        assertThat(described).hasSizeGreaterThan(70).isEqualTo(routes());
    }

    @Test
    void everyCallHasASummaryItsOwnIdAndExamples() {
        List<String> wrong = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (Document.Call call : document.calls()) {
            JsonNode described = call.described();
            if (described.path("summary").asString("").isBlank() || !ids.add(call.id())) {
                wrong.add(call.name());
            }
            if (call.body().isObject() && call.body().path("examples").isEmpty()) {
                wrong.add(call.name() + " has no example of its body");
            }
            document.parameters(call).stream()
                    .filter(p -> p.path("description").asString("").isBlank()
                            || p.path("schema").isMissingNode())
                    .forEach(p -> wrong.add(call.name() + " " + p));
            Set<String> inPath = new TreeSet<>();
            document.parameters(call).stream()
                    .filter(p -> p.path("in").asString().equals("path"))
                    .forEach(p -> inPath.add("{" + p.path("name").asString() + "}"));
            String rest = call.path();
            for (String parameter : inPath) {
                rest = rest.replace(parameter, "");
            }
            if (rest.contains("{")) {
                wrong.add(call.name() + " has a parameter that is not described");
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyProblemCodeIsNamedByACallAndIsOne() {
        Set<String> named = new TreeSet<>();
        for (Document.Call call : document.calls()) {
            named.addAll(call.problems());
            call.described().path("x-codes").forEach(code -> named.add(code.asString()));
        }
        Set<String> all = new TreeSet<>(
                Arrays.stream(ProblemCode.values()).map(ProblemCode::name).toList());

        assertThat(document.json().at("/info/description").asString()).contains("METHOD_NOT_ALLOWED");
        named.add("METHOD_NOT_ALLOWED"); // of an address, not of a call on it
        assertThat(named).isEqualTo(all);
        assertThat(document.json().at("/components/examples").propertyNames()).hasSameElementsAs(all);
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsOne() {
        Set<String> lost = new TreeSet<>();
        document.json().findValuesAsString("$ref").stream()
                .filter(reference -> document.json().at(reference.substring(1)).isMissingNode())
                .forEach(lost::add);
        assertThat(lost).isEmpty();

        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(META));
        document.json()
                .at("/components/schemas")
                .properties()
                .forEach(schema -> assertThat(meta.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    @Test
    void theWordsThatItListsAreThoseOfTheHub() {
        listed("AlertKind", AlertKind.values());
        listed("AlertState", Alert.State.values());
        listed("Role", Role.values());
        listed("Badge", Badge.values());
        listed("CauseKind", Cause.Kind.values());
        listed("Resolution", Conflict.Resolution.values());
    }

    private void listed(String schema, Enum<?>[] words) {
        assertThat(document.json().at("/components/schemas/" + schema + "/enum").valueStream())
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder(Arrays.stream(words).map(Enum::name).toArray(String[]::new));
    }

    @Test
    void theDocumentSaysItIsOpenApiAndIsThereWithoutAKey() {
        Answer answer = hub.get("/api-docs.json").send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(hub.post("/api-docs.json").send().code()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(hub.post("/api-docs").send().code()).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void thePageHoldsEveryCallAndAllowsNoScript() {
        Answer answer = hub.get("/api-docs").send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "script-src", "http");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.text()).doesNotContain("<script", "//cdn", "href=\"http");
        for (Document.Call call : document.calls()) {
            assertThat(answer.text()).contains("id=\"" + call.id() + "\"");
        }
    }
}
