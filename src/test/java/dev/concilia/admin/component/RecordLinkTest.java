package dev.concilia.admin.component;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordLinkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p1",
                "a/b",
                "a:b c",
                "..",
                ".",
                "a.b",
                "~41",
                "a~2Fb",
                "100%",
                "%2F",
                "ñandú",
                "?#;\\\"<>&+",
                "日本",
                "~",
                "a~"
            })
    void an_id_comes_back_from_its_path(String id) {
        String path = RecordLink.segment(id);
        assertThat(path).matches("[A-Za-z0-9._~-]+").isNotIn(".", "..");
        assertThat(RecordLink.decode(path)).isEqualTo(id);
    }
}
