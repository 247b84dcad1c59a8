package dev.concilia.support;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One operation of a batch in the making. */
public final class Op {
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private Op(String action, String entity, String entityId) {
        json.put("operationId", UUID.randomUUID().toString());
        json.put("entity", entity).put("action", action).put("entityId", entityId);
    }

    /** {@code payload}: names and values in turn. */
    public static Op insert(String entity, String id, Object... payload) {
        return new Op("insert", entity, id).with(payload);
    }

    public static Op update(String entity, String id, Object... payload) {
        return new Op("update", entity, id).with(payload);
    }

    public static Op delete(String entity, String id) {
        return new Op("delete", entity, id);
    }

    private Op with(Object... payload) {
        ObjectNode node = json.putObject("payload");
        for (int i = 0; i < payload.length; i += 2) {
            node.set(payload[i].toString(), Answer.MAPPER.valueToTree(payload[i + 1]));
        }
        return this;
    }

    public Op id(String operationId) {
        json.put("operationId", operationId);
        return this;
    }

    public Op base(long version) {
        json.put("baseVersion", version);
        return this;
    }

    public Op group(String group) {
        json.put("group", group);
        return this;
    }

    public Op at(Instant time) {
        json.put("clientTimestamp", time.toString());
        return this;
    }

    public String operationId() {
        return json.get("operationId").asString();
    }

    public ObjectNode json() {
        return json;
    }
}
