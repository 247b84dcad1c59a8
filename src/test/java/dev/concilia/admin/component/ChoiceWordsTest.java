package dev.concilia.admin.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.select.Select;
import dev.concilia.admin.ViewTest;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.StringNode;

/** The values of a fixed choice, for people. */
class ChoiceWordsTest extends ViewTest {
    @Autowired
    Catalog catalog;

    @Autowired
    RecordNames names;

    @Test
    void a_chosen_value_is_said_in_the_readers_words() {
        assertThat(words("en").value("orders", "status", StringNode.valueOf("IN_DELIVERY")))
                .isEqualTo("On its way");
        assertThat(words("es").text("payments", "method", StringNode.valueOf("CASH")))
                .isEqualTo("Efectivo");
        assertThat(words("pt").value("cash_movements", "type", StringNode.valueOf("OUT")))
                .isEqualTo("Saída");
    }

    @Test
    void another_value_and_another_field_stay_as_they_are() {
        assertThat(words("es").value("orders", "status", StringNode.valueOf("LOST")))
                .isEqualTo("LOST");
        assertThat(words("es").value("orders", "notes", StringNode.valueOf("READY")))
                .isEqualTo("READY");
        assertThat(words("es").value("things", "status", StringNode.valueOf("READY")))
                .isEqualTo("READY");
        assertThat(words("es").value("orders", "lines", Json.mapper().readTree("[\"READY\"]")))
                .isEqualTo("[\"READY\"]");
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_select_offers_the_words_and_answers_the_value() {
        EntityType payments = catalog.find("payments").orElseThrow();
        RecordNames.Known none = names.of(BusinessId.of(business.id()), "payments", List.of(), List.of(), words("en"));
        Dates dates = new Dates(ZoneId.of("UTC"), Locale.ENGLISH);
        ValueEditor editor =
                new ValueEditor(new ValueEditor.Source(catalog, payments, dates, none), "method", "Method");
        Select<String> select =
                (Select<String>) editor.getChildren().findFirst().orElseThrow();
        assertThat(select.getItemLabelGenerator().apply("TRANSFER")).isEqualTo("Transfer");
        editor.show(StringNode.valueOf("TRANSFER"));
        assertThat(editor.value()).isEqualTo(StringNode.valueOf("TRANSFER"));
    }

    private RecordWords words(String language) {
        return new RecordWords(catalog, new Dates(ZoneId.of("UTC"), Locale.of(language)), "MXN", "yes", "no");
    }
}
