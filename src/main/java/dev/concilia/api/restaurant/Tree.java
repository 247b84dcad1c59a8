package dev.concilia.api.restaurant;

import dev.concilia.api.BodyCheck;
import dev.concilia.api.RecordJson;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.Sha256;
import dev.concilia.sync.RecordKey;
import dev.concilia.sync.WholePush;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Flattens what is pushed as a tree into records that name their parent. */
final class Tree {
    private static final int MOST_IN_ONE = 20_000;

    /**
     * One level of a tree.
     *
     * @param reference the field that names the parent; empty at the top
     * @param required whether it has to be there, so that a client that forgot it does not delete all below
     * @param single whether it is one object, not an array
     */
    private record Level(
            String member, String entity, String reference, boolean required, boolean single, List<Level> nested) {
        static Level of(String member, String entity, String reference, Level... nested) {
            return new Level(member, entity, reference, false, false, List.of(nested));
        }

        Level necessary() {
            return new Level(member, entity, reference, true, single, nested);
        }

        Level alone() {
            return new Level(member, entity, reference, required, true, nested);
        }
    }

    private static final List<Level> MENU = List.of(Level.of(
                    "categories",
                    "categories",
                    "",
                    Level.of(
                                    "subcategories",
                                    "subcategories",
                                    "categoryId",
                                    Level.of(
                                                    "products",
                                                    "products",
                                                    "subcategoryId",
                                                    Level.of("variants", "product_variants", "productId"),
                                                    Level.of(
                                                            "modifierGroups",
                                                            "modifier_groups",
                                                            "productId",
                                                            Level.of(
                                                                    "productModifiers",
                                                                    "modifiers",
                                                                    "modifierGroupId")),
                                                    Level.of(
                                                            "pizzaCustomizations", "pizza_customizations", "productId"),
                                                    Level.of("pizzaConfiguration", "pizza_configurations", "productId")
                                                            .alone())
                                            .necessary())
                            .necessary())
            .necessary());

    private static final List<Level> CONFIG = List.of(
            Level.of("restaurantConfig", "restaurant_config", "").alone().necessary(),
            Level.of("businessHours", "business_hours", "").necessary());

    private final Catalog catalog;
    private final Map<RecordKey, WholePush.Item> items = new LinkedHashMap<>();

    private Tree(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The records of a menu. A group of modifiers that several products share is that of the first. */
    static List<WholePush.Item> menu(Catalog catalog, ObjectNode body) {
        return new Tree(catalog).read(MENU, body, "");
    }

    /** The records of a configuration; {@code place} tells apart those of two places that have no ids. */
    static List<WholePush.Item> config(Catalog catalog, ObjectNode body, String place) {
        return new Tree(catalog).read(CONFIG, body, "config:" + place);
    }

    private List<WholePush.Item> read(List<Level> levels, ObjectNode body, String root) {
        levels.forEach(level -> level(level, body, "", root));
        return List.copyOf(items.values());
    }

    private void level(Level level, ObjectNode parent, String parentPath, String parentId) {
        String path = parentPath.isEmpty() ? level.member() : parentPath + "." + level.member();
        JsonNode node = parent.path(level.member());
        if (!level.required() && (node.isMissingNode() || node.isNull())) {
            return;
        }
        if (level.single()) {
            row(level, BodyCheck.object(node, path), path, parentId, "");
            return;
        }
        ArrayNode array = BodyCheck.array(parent, level.member(), path, MOST_IN_ONE);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            ObjectNode object = BodyCheck.object(array.get(i), path + "[" + i + "]");
            String name = object.path("name").asString(object.path("dayOfWeek").asString(""));
            row(level, object, path + "[" + i + "]", parentId, names.add(name) ? name : name + "#" + i);
        }
    }

    private void row(Level level, ObjectNode object, String path, String parentId, String name) {
        String own = parentId.isEmpty()
                ? BodyCheck.text(object, "id", path + ".id", BodyCheck.LONGEST_ID)
                : BodyCheck.optionalText(object, "id", path + ".id", BodyCheck.LONGEST_ID);
        String id = own == null ? derived(parentId, level.member(), name) : own;
        ObjectNode fields = RecordJson.fields(object);
        List<String> below = new ArrayList<>();
        level.nested().forEach(nested -> below.add(nested.member()));
        fields.remove(below);
        if (!level.reference().isEmpty()) {
            fields.put(level.reference(), parentId);
        }
        EntityType type = catalog.find(level.entity()).orElseThrow();
        items.putIfAbsent(new RecordKey(type.name(), id), new WholePush.Item(path, type, id, fields));
        level.nested().forEach(nested -> level(nested, object, path, id));
    }

    /** The same for the same row of the same parent, as its name tells. */
    static String derived(String parent, String member, String name) {
        return HexFormat.of()
                .formatHex(Sha256.of("nested\n" + parent + "\n" + member + "\n" + name))
                .substring(0, 32);
    }
}
