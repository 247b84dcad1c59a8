package dev.concilia.admin.audit;

import com.vaadin.flow.component.Component;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.AlertTexts;
import dev.concilia.audit.AuditEntry;
import dev.concilia.business.Bootstrap;
import dev.concilia.business.Deeds;
import dev.concilia.business.People;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.UserId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says entries of the audit log in the reader's words: ids by the names of what they stand for. */
final class AuditWords {
    private static final int SHORT = 8;

    private final Component place;
    private final People people;
    private final AlertTexts alerts;
    private final RecordWords records;
    private final Locale language;
    private final Map<DeviceId, String> devices;
    private final Map<UserId, String> names = new HashMap<>();

    /** {@code devices}: the names of all devices of the business. */
    AuditWords(
            Component place,
            People people,
            AlertTexts alerts,
            RecordWords records,
            Locale language,
            Map<DeviceId, String> devices) {
        this.place = place;
        this.people = people;
        this.alerts = alerts;
        this.records = records;
        this.language = language;
        this.devices = devices;
    }

    /** What the page says of these entries; the names of all people in them cost one statement at most. */
    List<AuditRow> rows(List<AuditEntry> entries) {
        List<UserId> unknown = entries.stream()
                .flatMap(AuditWords::people)
                .filter(id -> !names.containsKey(id))
                .distinct()
                .toList();
        names.putAll(people.names(unknown));
        return entries.stream().map(this::row).toList();
    }

    private static Stream<UserId> people(AuditEntry entry) {
        Stream<Optional<UserId>> ids = Stream.of(
                id(entry.actor().startsWith("user:") ? entry.actor().substring(5) : "")
                        .map(UserId::new),
                id(isAboutPerson(entry) ? entry.subject() : "").map(UserId::new));
        return ids.flatMap(Optional::stream);
    }

    private static boolean isAboutPerson(AuditEntry entry) {
        return entry.action().startsWith("member.") || entry.action().startsWith("user.");
    }

    private AuditRow row(AuditEntry entry) {
        AuditDetails details = new AuditDetails(place, alerts, records, language, this::device);
        Optional<DeviceId> device = aboutDevice(entry);
        String about = about(entry, device);
        return new AuditRow(
                entry.n(),
                entry.at(),
                who(entry.actor()),
                deed(entry.action()),
                about,
                href(entry, device),
                details.line(entry, about));
    }

    /** An action of another version of the hub is called as it calls itself. */
    private String deed(String action) {
        return Deeds.ALL.contains(action) ? place.getTranslation("deed." + action) : action;
    }

    private String who(String actor) {
        String id = actor.substring(actor.indexOf(':') + 1);
        if (actor.startsWith("user:")) {
            return id(id).map(user -> names.get(new UserId(user)))
                    .map(this::person)
                    .orElseGet(() -> place.getTranslation("audit.formerPerson", brief(id)));
        }
        if (actor.startsWith("device:")) {
            return Optional.ofNullable(device(id)).orElseGet(() -> place.getTranslation("audit.device", brief(id)));
        }
        return actor.startsWith("key:")
                ? place.getTranslation("audit.machine", brief(id))
                : place.getTranslation("audit.hub");
    }

    /** What a person of that name is called here. */
    String person(String name) {
        return name.equals(Bootstrap.OPERATOR) ? place.getTranslation("audit.operator") : name;
    }

    private @Nullable String device(String id) {
        return id(id).map(device -> devices.get(new DeviceId(device))).orElse(null);
    }

    private Optional<DeviceId> aboutDevice(AuditEntry entry) {
        String named = entry.action().startsWith("enrolment.")
                ? entry.detail().path("device").asString("")
                : entry.subject();
        return id(named).map(DeviceId::new).filter(devices::containsKey);
    }

    private String about(AuditEntry entry, Optional<DeviceId> device) {
        if (device.isPresent()) {
            return devices.getOrDefault(device.get(), "");
        }
        String named = entry.detail().path("name").asString("");
        if (!named.isEmpty()) {
            return named;
        }
        if (isAboutPerson(entry)) {
            return id(entry.subject()).map(UserId::new).map(names::get).orElse(brief(entry.subject()));
        }
        return switch (entry.action()) {
            case Deeds.DEVICE_TRIGGER -> place.getTranslation("audit.allDevices");
            case Deeds.BUSINESS_OPEN, Deeds.BUSINESS_DESCRIBE, Deeds.SETTINGS_CHANGE -> "";
            case Deeds.RECORDS_RECOVER -> records.entity(entry.subject());
            case Deeds.RECORD_CREATE, Deeds.RECORD_UPDATE, Deeds.RECORD_DELETE, Deeds.RECORD_RESTORE ->
                records.entity(record(entry)[0]) + " " + brief(record(entry)[1]);
            case Deeds.ALERT_RULE -> kind(entry.subject());
            case Deeds.ALERT_ACKNOWLEDGE -> kind(entry.detail().path("kind").asString(""));
            case Deeds.INVITATION_SEND, Deeds.INVITATION_RESEND, Deeds.INVITATION_WITHDRAW, Deeds.INVITATION_ACCEPT ->
                entry.detail().path("email").asString("");
            default -> brief(entry.subject());
        };
    }

    private String kind(String name) {
        return Arrays.stream(AlertKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .map(kind -> alerts.name(kind, language))
                .orElse(name);
    }

    private static String href(AuditEntry entry, Optional<DeviceId> device) {
        if (device.isPresent()) {
            return "devices/" + device.get();
        }
        return switch (entry.action()) {
            case Deeds.CONFLICT_RESOLVE, Deeds.CONFLICT_UNDO ->
                id(entry.subject()).map(id -> "conflicts/" + id).orElse("");
            case Deeds.RECORDS_RECOVER -> RecordLink.to(entry.subject());
            case Deeds.RECORD_CREATE, Deeds.RECORD_UPDATE, Deeds.RECORD_DELETE, Deeds.RECORD_RESTORE ->
                RecordLink.to(record(entry)[0], record(entry)[1]);
            case Deeds.ALERT_RULE, Deeds.ALERT_CHANNEL_CREATE, Deeds.ALERT_CHANNEL_CHANGE -> "alerts/rules";
            case Deeds.ALERT_ACKNOWLEDGE -> "alerts";
            case Deeds.SETTINGS_CHANGE -> "settings";
            default -> "";
        };
    }

    /** Entity and id of a subject that is a record: {@code entity/id}. */
    private static String[] record(AuditEntry entry) {
        String[] parts = entry.subject().split("/", 2);
        return parts.length == 2 ? parts : new String[] {parts[0], ""};
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The end of an id says more than its beginning, which is its time. */
    private static String brief(String id) {
        return id(id).isPresent() ? "…" + id.substring(id.length() - SHORT) : id;
    }
}
