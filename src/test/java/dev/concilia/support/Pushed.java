package dev.concilia.support;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The answer to a push. */
public record Pushed(List<Result> results, String epoch, String serverTimestamp) {

    /** What became of one operation; texts are empty where there is none. */
    public record Result(JsonNode json) {
        public String operationId() {
            return text("operationId");
        }

        public boolean success() {
            return json.get("success").booleanValue();
        }

        public String outcome() {
            return text("outcome");
        }

        public String error() {
            return text("error");
        }

        public String detail() {
            return text("detail");
        }

        public String retry() {
            return text("retry");
        }

        public String conflictId() {
            return text("conflictId");
        }

        /** The version, or -1. */
        public long version() {
            return json.path("version").asLong(-1);
        }

        /** The hub's record's data. */
        public JsonNode data() {
            return json.path("record").path("data");
        }

        /** The paths of the fields that do not fit. */
        public List<String> fields() {
            return json.path("fields")
                    .valueStream()
                    .map(field -> field.get("path").asString())
                    .toList();
        }

        private String text(String member) {
            return json.path(member).asString("");
        }
    }

    public static Pushed of(JsonNode json) {
        return new Pushed(
                json.get("results").valueStream().map(Result::new).toList(),
                json.get("epoch").asString(),
                json.get("serverTimestamp").asString());
    }

    public List<String> outcomes() {
        return results.stream().map(Result::outcome).toList();
    }

    public List<String> errors() {
        return results.stream().map(Result::error).toList();
    }

    public List<Long> versions() {
        return results.stream().map(Result::version).toList();
    }
}
