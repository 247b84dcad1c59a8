package dev.concilia.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CatalogTest {
    private static final Catalog CATALOG = Catalog.fromClasspath();
    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource(textBlock = """
            categories,            MASTER,        4,  LAST_WRITE_WINS, false
            subcategories,         MASTER,        4,  LAST_WRITE_WINS, false
            brands,                MASTER,        4,  LAST_WRITE_WINS, false
            products,              MASTER,        6,  FIELD_MERGE,     false
            product_variants,      CONFIGURATION, 6,  TERMINAL_WINS,   false
            modifier_groups,       CONFIGURATION, 6,  TERMINAL_WINS,   false
            modifiers,             CONFIGURATION, 6,  TERMINAL_WINS,   false
            pizza_customizations,  CONFIGURATION, 6,  TERMINAL_WINS,   false
            pizza_configurations,  CONFIGURATION, 6,  TERMINAL_WINS,   false
            restaurant_config,     CONFIGURATION, 5,  TERMINAL_WINS,   false
            business_hours,        CONFIGURATION, 5,  TERMINAL_WINS,   false
            customers,             MASTER,        7,  FIELD_MERGE,     false
            addresses,             MASTER,        7,  FIELD_MERGE,     false
            orders,                TRANSACTION,   10, TERMINAL_WINS,   true
            order_items,           TRANSACTION,   10, TERMINAL_WINS,   false
            sales,                 TRANSACTION,   10, CREATE_ONLY,     false
            sale_items,            TRANSACTION,   10, CREATE_ONLY,     false
            payments,              TRANSACTION,   10, CREATE_ONLY,     false
            cash_sessions,         TRANSACTION,   10, CREATE_ONLY,     true
            cash_movements,        TRANSACTION,   9,  CREATE_ONLY,     false
            expenses,              TRANSACTION,   9,  CREATE_ONLY,     false
            inventory_items,       MASTER,        8,  CENTRAL_WINS,    false
            inventory_movements,   TRANSACTION,   9,  CREATE_ONLY,     false
            supplies,              MASTER,        6,  FIELD_MERGE,     false
            distribuciones,        TRANSACTION,   8,  CREATE_ONLY,     false
            closings,              TRANSACTION,   8,  CREATE_ONLY,     false
            quotations,            MASTER,        5,  FIELD_MERGE,     false
            """)
    void every_entity_has_its_kind_priority_and_strategy(
            String name, EntityKind kind, int priority, Strategy strategy, boolean stateful) {
        EntityType type = type(name);
        assertThat(type.kind()).isEqualTo(kind);
        assertThat(type.priority()).isEqualTo(priority);
        assertThat(type.strategy()).isEqualTo(strategy);
        assertThat(type.stateful()).isEqualTo(stateful);
        Direction direction = kind == EntityKind.CONFIGURATION ? Direction.LOCAL_TO_REMOTE : Direction.BOTH;
        assertThat(type.direction()).isEqualTo(direction);
    }

    @Test
    void there_are_no_other_entities_and_they_are_sorted_by_name() {
        List<EntityType> types = new ArrayList<>(CATALOG.all());
        assertThat(types).hasSize(27).isSortedAccordingTo(Comparator.comparing(EntityType::name));
    }

    @ParameterizedTest
    @CsvSource({
        "Product, products",
        "Customer, customers",
        "SaleOrder, orders",
        "Order, orders",
        "InventoryItem, inventory_items",
        "abonos, payments",
        "Payment, payments",
        "Category, categories",
        "Brand, brands",
        "Address, addresses",
        "saleItems, sale_items",
        "sale-items, sale_items",
        "cashSession, cash_sessions",
        "RestaurantConfig, restaurant_config",
        "Distribucion, distribuciones"
    })
    void an_alias_leads_to_its_entity(String alias, String name) {
        assertThat(CATALOG.find(alias)).map(EntityType::name).hasValue(name);
    }

    @Test
    void names_count_upper_and_lower_case() {
        assertThat(CATALOG.find("PRODUCTS")).isEmpty();
        assertThat(CATALOG.find("")).isEmpty();
    }

    @Test
    void every_entity_and_field_has_a_label_in_three_languages() {
        assertThat(CATALOG.all()).allSatisfy(type -> {
            assertThat(type.labels()).containsOnlyKeys("es", "pt", "en");
            assertThat(type.fieldLabels().keySet())
                    .containsExactlyElementsOf(type.schema().path("properties").propertyNames());
            assertThat(type.fieldLabels().values())
                    .allSatisfy(labels -> assertThat(labels).containsOnlyKeys("es", "pt", "en"));
            assertThat(type.listColumns()).isNotEmpty();
            assertThat(type.exportColumns()).startsWith("id").containsAll(type.moneyFields());
        });
    }

    @Test
    void every_value_of_a_fixed_choice_has_a_label_of_its_own_in_three_languages() {
        List<String> checked = new ArrayList<>();
        for (EntityType type : CATALOG.all()) {
            type.schema()
                    .path("properties")
                    .properties()
                    .forEach(field -> field.getValue()
                            .path("enum")
                            .valueStream()
                            .filter(JsonNode::isString)
                            .forEach(value -> {
                                checked.add(value.stringValue());
                                for (String language : List.of("es", "pt", "en")) {
                                    assertThat(type.valueLabel(
                                                    field.getKey(), value.stringValue(), Locale.of(language)))
                                            .as(type.name() + "." + field.getKey() + " " + language)
                                            .isNotBlank()
                                            .isNotEqualTo(value.stringValue());
                                }
                            }));
            for (var labels : type.valueLabels().values()) {
                for (String language : List.of("es", "pt", "en")) {
                    assertThat(labels.values().stream().map(label -> label.get(language)))
                            .doesNotHaveDuplicates();
                }
            }
        }
        assertThat(checked).contains("OPEN", "DINE_IN", "CASH", "ADJUSTMENT");
    }

    @Test
    void children_must_have_their_parents_and_other_references_may_dangle() {
        assertThat(type("addresses").references()).containsExactly(new Reference("customerId", "customers", true));
        assertThat(type("sale_items").references()).contains(new Reference("saleId", "sales", true));
        assertThat(type("order_items").references()).contains(new Reference("orderId", "orders", true));
        assertThat(type("inventory_movements").references())
                .containsExactly(new Reference("inventoryItemId", "inventory_items", true));
        assertThat(type("payments").references())
                .extracting(Reference::field)
                .containsExactly("saleId", "orderId", "customerId");
        assertThat(type("products").references()).noneMatch(Reference::mustExist);
    }

    @Test
    void a_field_is_merged_by_its_rule_and_else_by_the_newest_value() {
        EntityType customers = type("customers");
        assertThat(customers.ruleOf("isBanned")).isEqualTo(FieldRule.LOCAL);
        assertThat(customers.ruleOf("email")).isEqualTo(FieldRule.REMOTE);
        assertThat(customers.ruleOf("loyaltyPoints")).isEqualTo(FieldRule.DELTA);
        assertThat(customers.ruleOf("phone")).isEqualTo(FieldRule.MANUAL);
        assertThat(customers.ruleOf("birthDate")).isEqualTo(FieldRule.NEWEST);
        assertThat(customers.ruleOf("somethingNew")).isEqualTo(FieldRule.NEWEST);
    }

    @ParameterizedTest
    @CsvSource({
        "LAST_WRITE_WINS, NEWEST",
        "TERMINAL_WINS, LOCAL",
        "CENTRAL_WINS, REMOTE",
        "MANUAL_MERGE, MANUAL",
        "CREATE_ONLY, REMOTE"
    })
    void an_owners_strategy_decides_for_all_fields(Strategy strategy, FieldRule expected) {
        EntityType own = type("customers").overriddenBy(strategy, 3, Map.of("phone", FieldRule.UNION));
        assertThat(own.ruleOf("phone")).isEqualTo(expected);
        assertThat(own.priority()).isEqualTo(3);
        assertThat(own.schema()).isSameAs(type("customers").schema());
    }

    @ParameterizedTest
    @CsvSource({"PENDING, 8", "READY, 8", "COMPLETED, 10", "CANCELLED, 10"})
    void an_order_is_critical_once_it_is_final(String status, int priority) {
        assertThat(type("orders").priorityOf(JSON.createObjectNode().put("status", status)))
                .isEqualTo(priority);
        assertThat(type("sales").priorityOf(JSON.createObjectNode())).isEqualTo(10);
    }

    @Test
    void money_fields_are_known() {
        assertThat(type("sales").moneyFields()).containsExactlyInAnyOrder("total", "discount", "tax");
        assertThat(type("products").moneyFields()).containsExactlyInAnyOrder("price", "cost");
        assertThat(type("inventory_items").moneyFields()).isEmpty();
    }

    @Test
    void business_rules_are_named() {
        assertThat(type("cash_sessions").rules()).isEqualTo(Set.of(BusinessRules.CLOSE_ONCE));
        assertThat(type("inventory_movements").rules()).containsExactly(BusinessRules.STOCK_NEVER_NEGATIVE);
        Set<String> used = new HashSet<>();
        CATALOG.all().forEach(type -> used.addAll(type.rules()));
        assertThat(used).isEqualTo(BusinessRules.ALL);
    }

    private static EntityType type(String name) {
        return CATALOG.find(name).orElseThrow(() -> new AssertionError("no entity " + name));
    }
}
