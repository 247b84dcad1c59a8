package dev.concilia.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class JsonTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            1                     | 1.0                    | true
            1                     | 1e0                    | true
            100                   | 1E+2                   | true
            0                     | -0.00                  | true
            12345678901234567890  | 12345678901234567890.0 | true
            0.1                   | 0.10000000000000001    | false
            1                     | "1"                    | false
            true                  | "true"                 | false
            null                  | "null"                 | false
            null                  | false                  | false
            ""                    | null                   | false
            [1,2]                 | [1.0,2]                | true
            [1,2]                 | [2,1]                  | false
            [1]                   | [1,1]                  | false
            []                    | {}                     | false
            [[1],2]               | [1,[2]]                | false
            {"a":1,"b":2}         | {"b":2.0,"a":1}        | true
            {"a":1}               | {"a":1,"b":null}       | false
            {"a":{"x":1,"y":[2]}} | {"a":{"y":[2.0],"x":1}} | true
            {"a":{"b":1}}         | {"a":1,"b":1}          | false
            {"ab":"c"}            | {"a":"bc"}             | false
            "é"                   | "e\\u0301"             | false
            "\\u00e9"             | "é"                    | true
            """)
    void meaningCountsAndSpellingDoesNot(String one, String other, boolean same) {
        JsonNode a = Json.mapper().readTree(one);
        JsonNode b = Json.mapper().readTree(other);

        assertThat(Json.same(a, b)).isEqualTo(same);
        assertThat(Json.same(b, a)).isEqualTo(same);
        assertThat(Arrays.equals(Json.fingerprint(a), Json.fingerprint(b))).isEqualTo(same);
    }

    /** Fingerprints are kept for ever: their canonical form is kind, size in four bytes, content. */
    @Test
    void theCanonicalFormStaysAsItWas() {
        ObjectNode node = (ObjectNode) Json.mapper().readTree("{\"b\":[true,null,-1.50,100],\"a\":\"é\"}");
        String form = "{\0\0\0\2n\0\0\0\1as\0\0\0\2\u00c3\u00a9n\0\0\0\1b[\0\0\0\4l\0\0\0\4truel\0\0\0\4null"
                + "d\0\0\0\4-1.5d\0\0\0\0041E+2";

        assertThat(Json.fingerprint(node)).isEqualTo(Sha256.of(form.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aLongTextCountsWhole() {
        JsonNode one =
                Json.mapper().createArrayNode().add("x".repeat(5_000) + "é").add("y");
        JsonNode other =
                Json.mapper().createArrayNode().add("x".repeat(5_000) + "è").add("y");

        assertThat(Json.fingerprint(one)).isNotEqualTo(Json.fingerprint(other)).isEqualTo(Json.fingerprint(one));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[[],{}]",
                "{\"a\":{\"b\":[1,-2.50,1e9,12345678901234567890,0.000000001]},\"\\\"\":null}",
                "\"quote \\\" slash \\\\ line \\n tab \\t bell \\u0007 null \\u0000 é 🍞 \\u2028\"",
                "[true,false,null]"
            })
    void textSaysTheSameAsTheMapper(String json) {
        JsonNode node = Json.mapper().readTree(json);

        assertThat(Json.mapper().readTree(Json.text(node))).isEqualTo(node);
        assertThat(Json.mapper().readTree(node.toString())).isEqualTo(node);
    }
}
