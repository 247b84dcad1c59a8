package dev.concilia.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.ProblemCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static final String CODE = ProblemCode.VALIDATION_FAILED.name();

    private static List<String> said(@Nullable String kept, Locale language) {
        return Refusal.read(CODE, kept).fields().stream()
                .map(field -> field.path() + ": " + field.message(language))
                .toList();
    }

    @Test
    void what_is_kept_is_said_in_the_readers_language() {
        String kept = Refusal.kept(new OperationResult.Rejected(
                "o1",
                ProblemCode.VALIDATION_FAILED,
                List.of("price"),
                List.of(
                        new FieldError(
                                "price",
                                "type",
                                FieldText.SEND,
                                List.of(List.of(FieldText.A_STRING, FieldText.A_NUMBER))),
                        new FieldError("day", "format", FieldText.SEND, FieldText.A_DATE),
                        new FieldError("name", "max_length", FieldText.LONGEST, 200)),
                null));

        assertThat(said(kept, Locale.ENGLISH))
                .containsExactly(
                        "price: Send a string or a number.",
                        "day: Send a date, for example 2026-02-11.",
                        "name: Send at most 200 characters.");
        assertThat(said(kept, Locale.of("es"))).last().isEqualTo("name: Envía 200 caracteres como máximo.");
    }

    @Test
    void what_was_kept_before_there_were_languages_is_said_as_it_was() {
        String kept = "{\"fields\":[{\"path\":\"name\",\"code\":\"max_length\",\"message\":\"Send at most 9.\"}]}";

        assertThat(said(kept, Locale.of("pt"))).containsExactly("name: Send at most 9.");
    }
}
