package dev.concilia.admin.conflict;

import com.vaadin.flow.component.Component;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.admin.component.RecordNames;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.UserId;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictReview;
import dev.concilia.sync.RecordState;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What conflicts are about, and who is in them, in words. */
record Names(RecordNames.Known records, Map<DeviceId, String> devices, Map<UserId, String> people, Fixed fixed) {
    /**
     * The words for those without a name.
     *
     * @param hub the hub itself
     * @param nobody a device that has not said which it is
     * @param existence the question whether a record is there at all
     */
    record Fixed(String hub, String nobody, String existence) {
        /** In the reader's language; {@code place} knows the texts. */
        static Fixed of(Component place) {
            return new Fixed(
                    place.getTranslation("conflict.hub"),
                    place.getTranslation("conflict.unnamed"),
                    place.getTranslation("conflict.existence"));
        }
    }

    RecordWords words() {
        return records.words();
    }

    /** A value for people: a reference by its name, lists and objects with a line for each of their parts. */
    String text(Conflict conflict, String field, JsonNode value) {
        String entity = conflict.key().entity();
        return records.name(entity, field, value).orElseGet(() -> words().text(entity, field, value));
    }

    /** Where the record is shown that the value refers to; empty if it refers to none. */
    String address(Conflict conflict, String field, JsonNode value) {
        return records.target(conflict.key().entity(), field, value)
                .map(there -> RecordLink.to(there.entity(), there.id()))
                .orElse("");
    }

    String device(@Nullable DeviceId id) {
        String name = id == null ? null : devices.get(id);
        return name == null ? fixed.nobody() : name;
    }

    String person(@Nullable UserId id) {
        String name = id == null ? null : people.get(id);
        return name == null ? fixed.hub() : name;
    }

    /** The hub, and who is behind its value. */
    String author(ConflictReview.@Nullable Author author) {
        String other = author == null ? fixed.hub() : other(author);
        return other.equals(fixed.hub()) ? other : fixed.hub() + " · " + other;
    }

    /** Who is behind the hub's value: another device, a person, or just the hub. */
    String other(ConflictReview.Author author) {
        return author.device() == null ? person(author.user()) : device(author.device());
    }

    /** The record as people know it. */
    String record(Conflict conflict, @Nullable RecordState record) {
        ObjectNode data = record == null ? conflict.theirs() : record.data();
        return words().name(conflict.key().entity(), data, conflict.key().id());
    }

    String entity(Conflict conflict) {
        return words().entity(conflict.key().entity());
    }

    String field(Conflict conflict, String field) {
        return field.equals(ConflictReview.EXISTENCE)
                ? fixed.existence()
                : words().field(conflict.key().entity(), field);
    }

    /** The fields in question. */
    String fields(Conflict conflict) {
        return conflict.fields().stream().map(field -> field(conflict, field)).collect(Collectors.joining(", "));
    }
}
