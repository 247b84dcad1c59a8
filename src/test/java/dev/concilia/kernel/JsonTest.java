package dev.concilia.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

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
}
