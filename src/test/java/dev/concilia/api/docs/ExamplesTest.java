package dev.concilia.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.sync.Recovery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every example of the document is sent to a real hub, and answered as the document says. The answers stand in {@code
 * target/openapi} afterwards: who changes an answer on purpose copies them to {@code src/main/resources/openapi/examples}.
 */
@HubTest
class ExamplesTest {
    private static final Set<String> WITHOUT_EXAMPLE = Set.of("apiDocs", "apiDocsJson");

    private final Hub hub;
    private final ApplicationContext context;
    private final Recovery recovery;
    private final Document document;

    ExamplesTest(Hub hub, ApplicationContext context, Recovery recovery) {
        this.hub = hub;
        this.context = context;
        this.recovery = recovery;
        this.document = Document.of(hub);
    }

    private ExampleStage stage() {
        return new ExampleStage(hub, context);
    }

    /** The examples of a call by their names; one without a body is made bare, and with all its parameters. */
    private List<String> examples(Document.Call call) {
        if (call.body().isObject()) {
            return List.copyOf(call.body().path("examples").propertyNames());
        }
        boolean narrow = document.parameters(call).stream()
                .anyMatch(p -> p.path("in").asString().equals("query") && p.has("example"));
        if (call.id().equals("events")) {
            return List.of("narrowed"); // it would not end without its seconds
        }
        return narrow ? List.of("plain", "narrowed") : List.of("plain");
    }

    @Test
    void everyExampleIsAnsweredAsDocumented() {
        Map<String, ObjectNode> fresh = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (Document.Call call : document.calls()) {
            ObjectNode file = fresh.computeIfAbsent(fileOf(call), family -> Document.MAPPER.createObjectNode());
            for (String name : examples(call)) {
                ExampleStage stage = stage();
                if (call.id().equals("recover")) {
                    recovery.begin(Instant.now().minusSeconds(60));
                }
                Answer answer = stage.send(document, call, name, name.equals("narrowed"));
                String text = stage.documented(answer.text());
                wrong.addAll(new Check(document, call, name).of(answer, text));
                if (answer.body().length > 0 && !WITHOUT_EXAMPLE.contains(call.id())) {
                    ObjectNode kept = file.withObject("/" + call.id()).putObject(name);
                    kept.put("status", answer.status());
                    kept.set(
                            "body",
                            Check.isJson(answer) ? Document.MAPPER.readTree(text) : Document.MAPPER.valueToTree(text));
                }
            }
        }
        keep(fresh);

        assertThat(wrong).isEmpty();
    }

    private static String fileOf(Document.Call call) {
        return Descriptions.FAMILIES.stream()
                .filter(file ->
                        Descriptions.family(file).path("name").asString().equals(call.family()))
                .findFirst()
                .orElseThrow();
    }

    private static void keep(Map<String, ObjectNode> fresh) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "openapi"));
            for (Map.Entry<String, ObjectNode> file : fresh.entrySet()) {
                Files.writeString(
                        folder.resolve(file.getKey() + ".json"), file.getValue().toPrettyString() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyExampleOfTheDocumentFitsItsSchema() {
        List<String> wrong = new ArrayList<>();
        for (Document.Call call : document.calls()) {
            JsonNode body = call.body();
            body.path("examples")
                    .properties()
                    .forEach(example -> document.defects(
                                    body.path("schema"), example.getValue().path("value"))
                            .forEach(defect -> wrong.add(call.name() + " body " + example.getKey() + ": " + defect)));
            call.described()
                    .path("responses")
                    .forEach(response -> response.path("content")
                            .properties()
                            .forEach(content -> content.getValue()
                                    .path("examples")
                                    .properties()
                                    .forEach(example -> {
                                        JsonNode value = example.getValue().has("$ref")
                                                ? document.json()
                                                        .at(example.getValue()
                                                                .path("$ref")
                                                                .asString()
                                                                .substring(1))
                                                : example.getValue();
                                        Check.defects(
                                                        document,
                                                        content.getKey(),
                                                        content.getValue(),
                                                        value.path("value"))
                                                .forEach(defect -> wrong.add(
                                                        call.name() + " " + example.getKey() + ": " + defect));
                                    })));
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void whoMayNotCallIsRefusedAsDocumented() {
        ExampleStage stage = stage();
        List<String> wrong = new ArrayList<>();
        for (Document.Call call : document.calls()) {
            if (!call.isOpen()) {
                expect(wrong, call, stage.sendAs(document, call, false, true), 401);
            } else if (!call.body().isObject()) {
                expect(wrong, call, stage.sendAs(document, call, false, true), 200);
            }
            if (!call.isForDevices() && !call.isOpen()) {
                expect(wrong, call, stage.sendAs(document, call, true, false), 403);
            } else if (call.isForDevices() && call.roles().isEmpty()) {
                expect(wrong, call, stage.sendAs(document, call, false, false), 403);
            }
            if (call.body().isObject()) {
                expect(wrong, call, stage.sendBroken(document, call), 400);
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static void expect(List<String> wrong, Document.Call call, Answer answer, int status) {
        boolean named = status < 400 || call.problems().contains(answer.code());
        if (answer.status() != status || !named) {
            wrong.add(call.name() + ": " + answer + ", not " + status);
        }
    }

    @Test
    void noExampleHoldsASecret() {
        Set<String> keys = new TreeSet<>();
        Pattern.compile("\\bc[kti]_[0-9A-Za-z_-]+")
                .matcher(document.json().toString())
                .results()
                .forEach(found -> keys.add(found.group()));

        assertThat(keys).containsOnly("ck_EXAMPLE", "ct_EXAMPLE");
    }
}
