package dev.concilia.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class PayloadValidatorTest {
    private static final Catalog CATALOG = Catalog.fromClasspath();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            products    | {"name":"Bread","price":"12.50","isActive":true}
            products    | {"name":"Bread","price":12.5,"cost":0,"taxRate":16}
            products    | {"name":"Bread","fromANewerClient":{"deep":[1,null,"x"]}}
            products    | {"name":"Bread","sku":null,"price":null}
            customers   | {"firstName":"Ana"}
            customers   | {"name":"Ana","firstName":null,"birthDate":"1990-05-01","loyaltyPoints":-3}
            customers   | {"name":"Ana","birthDate":"1990-05-01T00:00:00.000Z"}
            payments    | {"amount":"0.01","customerId":"c1"}
            orders      | {"status":"READY","items":[{"quantity":1,"price":"10","modifiers":["x",{"id":"m"}]}]}
            sales       | {"total":10,"soldAt":"2026-02-11T18:00:00.000Z"}
            sales       | {"total":10,"soldAt":"2026-02-11T12:00:00-06:00"}
            addresses   | {"customerId":"c1","latitude":"19.4326077","longitude":-99.133208}
            business_hours | {"dayOfWeek":6,"openTime":"09:00","closeTime":"21:30"}
            inventory_movements | {"inventoryItemId":"i","type":"ADJUSTMENT","quantity":0}
            inventory_movements | {"inventoryItemId":"i","type":"OUT","quantity":"0.250"}
            """)
    void a_sound_record_has_no_errors(String entity, String payload) {
        assertThat(errors(entity, payload, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            products    | {"price":1}                                     | name             | required
            products    | {"name":null}                                   | name             | required
            products    | {"name":7}                                      | name             | type
            products    | {"name":""}                                     | name             | min_length
            products    | {"name":"B","price":"12.50001"}                 | price            | format
            products    | {"name":"B","price":12.50001}                   | price            | decimals
            products    | {"name":"B","price":"1e3"}                      | price            | format
            products    | {"name":"B","price":"12,50"}                    | price            | format
            products    | {"name":"B","price":"-1"}                       | price            | format
            products    | {"name":"B","price":-1}                         | price            | minimum
            products    | {"name":"B","price":1e300}                      | price            | maximum
            products    | {"name":"B","price":true}                       | price            | type
            products    | {"name":"B","isActive":1}                       | isActive         | type
            customers   | {"lastName":"Ruiz"}                             | ~~               | any_of
            customers   | {"name":null,"firstName":null}                  | ~~               | any_of
            customers   | {"name":"Ana","email":"ana"}                    | email            | format
            payments    | {"amount":5}                                    | ~~               | any_of
            payments    | {"amount":0,"saleId":"s"}                       | amount           | minimum
            payments    | {"amount":"0.00","saleId":"s"}                  | amount           | format
            payments    | {"amount":5,"saleId":"s","method":"SHELLS"}     | method           | enum
            orders      | {"status":"READY","dailyNumber":0}              | dailyNumber      | minimum
            orders      | {"status":"READY","dailyNumber":1.5}            | dailyNumber      | type
            orders      | {"status":"READY","businessDate":"2026-02-30"}  | businessDate     | format
            orders      | {"status":"READY","items":[{"quantity":1,"price":1},{"quantity":1}]} | items[1].price | required
            sales       | {"total":1,"soldAt":"2026-02-11T18:00:00"}      | soldAt           | format
            addresses   | {"customerId":"c","latitude":91}                | latitude         | maximum
            business_hours | {"dayOfWeek":7}                              | dayOfWeek        | maximum
            business_hours | {"dayOfWeek":1,"openTime":"25:00"}           | openTime         | pattern
            inventory_movements | {"inventoryItemId":"i","type":"IN","quantity":0} | ~~       | any_of
            """)
    void a_damaged_record_names_the_field_and_the_reason(String entity, String payload, String path, String code) {
        List<FieldError> errors = errors(entity, payload, false);
        assertThat(errors).hasSize(1);
        assertThat(errors.getFirst().path()).isEqualTo(path);
        assertThat(errors.getFirst().code()).isEqualTo(code);
        assertThat(errors.getFirst().message(Locale.ENGLISH)).endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "business_id",
                "businessId",
                "version",
                "seq",
                "syncVersion",
                "digest",
                "fieldVersions",
                "field_versions",
                "modifiedBy",
                "modified_by",
                "_deleted"
            })
    void a_name_that_the_hub_owns_is_refused(String name) {
        String payload = "{\"name\":\"Bread\",\"" + name + "\":null}";
        assertThat(errors("products", payload, true))
                .extracting(FieldError::path, FieldError::code)
                .containsExactly(tuple(name, "hub_owned"));
    }

    @Test
    void a_null_character_is_refused_wherever_it_is() {
        String payload = """
                {"name":"a\\u0000b","extra":{"list":[1,"\\u0000"]},"ke\\u0000y":1}""";
        assertThat(errors("products", payload, false))
                .allMatch(error -> error.code().equals("null_character"))
                .extracting(FieldError::path)
                .containsExactly("name", "extra.list[1]", "ke\0y");
    }

    @Test
    void an_update_may_leave_out_what_is_required() {
        assertThat(errors("sales", "{\"notes\":\"x\"}", true)).isEmpty();
        assertThat(errors("payments", "{\"reference\":\"x\"}", true)).isEmpty();
        assertThat(errors("customers", "{}", true)).isEmpty();
    }

    @Test
    void an_update_clears_a_field_with_null_unless_it_is_required() {
        assertThat(errors("products", "{\"sku\":null}", true)).isEmpty();
        assertThat(errors("customers", "{\"name\":null}", true)).isEmpty();
        assertThat(errors("products", "{\"name\":null}", true))
                .extracting(FieldError::code)
                .containsExactly("required");
    }

    @Test
    void the_elements_of_an_update_are_whole() {
        assertThat(errors("orders", "{\"items\":[{\"price\":1}]}", true))
                .extracting(FieldError::path)
                .containsExactly("items[0].quantity");
    }

    @Test
    void lengths_count_characters_and_not_their_halves() {
        assertThat(errors("brands", "{\"name\":\"" + "🥐".repeat(120) + "\"}", false))
                .isEmpty();
        assertThat(errors("brands", "{\"name\":\"" + "🥐".repeat(121) + "\"}", false))
                .extracting(FieldError::code)
                .containsExactly("max_length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"x\"", "1"})
    void a_payload_is_an_object(String payload) {
        assertThat(errors("products", payload, false))
                .extracting(FieldError::code)
                .containsExactly("type");
    }

    @Test
    void a_binary_fraction_is_told_from_a_decimal() {
        EntityType products = CATALOG.find("products").orElseThrow();
        var payload = new JsonMapper().createObjectNode().put("name", "B").put("price", 0.1 + 0.2);
        assertThat(CATALOG.validator().validate(products, payload, false))
                .extracting(FieldError::code)
                .containsExactly("decimals");
        payload.put("price", Double.NaN);
        assertThat(CATALOG.validator().validate(products, payload, false))
                .extracting(FieldError::code)
                .containsExactly("type");
    }

    @Test
    void there_are_never_more_errors_than_help() {
        String items = "{},".repeat(499) + "{}";
        assertThat(errors("orders", "{\"status\":\"READY\",\"items\":[" + items + "]}", false))
                .hasSize(50);
    }

    @Test
    void an_owners_override_is_validated_like_the_original() {
        EntityType own = CATALOG.find("products").orElseThrow().overriddenBy(Strategy.MANUAL_MERGE, 1, Map.of());
        assertThat(CATALOG.validator().validate(own, JSON.readTree("{}"), false))
                .hasSize(1);
    }

    @Test
    void a_type_of_another_catalog_is_a_mistake_of_the_caller() {
        PayloadValidator empty = new Catalog(List.of()).validator();
        EntityType products = CATALOG.find("products").orElseThrow();
        assertThatThrownBy(() -> empty.validate(products, JSON.readTree("{}"), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<FieldError> errors(String entity, String payload, boolean partial) {
        return CATALOG.validator().validate(CATALOG.find(entity).orElseThrow(), JSON.readTree(payload), partial);
    }
}
