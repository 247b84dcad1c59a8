package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.LocationId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** The businesses of this hub and their locations. */
@Service
public class Businesses {
    private static final String INSERT = """
            INSERT INTO business (id, name, timezone, locale, currency)
            VALUES (:id, :name, :timezone, :locale, :currency)
            """;
    private static final String DESCRIBE = """
            UPDATE business SET name = :name, timezone = :timezone, locale = :locale, currency = :currency,
                settings_version = settings_version + 1
            WHERE id = :id
            """;
    private static final String SETTINGS = "SELECT settings, settings_version FROM business WHERE id = :id";
    private static final String CHANGE_SETTINGS = """
            UPDATE business SET settings = :settings::jsonb, settings_version = settings_version + 1
            WHERE id = :id AND settings_version = :version
            """;
    private static final String INSERT_CLOCK = "INSERT INTO business_clock (business_id) VALUES (:id)";
    private static final String SELECT = "SELECT id, name, timezone, locale, currency FROM business";
    private static final String ADD_LOCATION = """
            INSERT INTO location (business_id, id, name) VALUES (:business, :id, :name)
            ON CONFLICT (business_id, lower(name)) DO UPDATE SET name = location.name
            RETURNING id, name
            """;

    private static final String RENAME_LOCATION =
            "UPDATE location SET name = :name WHERE business_id = :business AND id = :id";
    private static final String LEAVE_LOCATION = """
            UPDATE device SET location_id = NULL
            WHERE business_id = :business AND location_id = :id
                AND revoked_at IS NOT NULL AND coalesce(last_seen_at <= revoked_at, true)
            """;
    private static final String REMOVE_LOCATION = """
            DELETE FROM location l WHERE business_id = :business AND id = :id AND NOT EXISTS (
                SELECT FROM device d WHERE d.business_id = l.business_id AND d.location_id = l.id)
            """;
    private static final String BRING_BACK_LOCATION = """
            INSERT INTO location (business_id, id, name) VALUES (:business, :id, :name)
            ON CONFLICT (business_id, id) DO NOTHING
            """;

    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    Businesses(JdbcClient jdbc, Tenants tenants, Ids ids, ApplicationEventPublisher events) {
        this.events = events;
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.ids = ids;
    }

    /** Opens a business with the defaults of its language; the name is 1 to 200 characters. */
    public Business create(String name, ZoneId timezone, Locale locale, String currency) {
        String trimmed = Names.checked("name", name);
        BusinessId id = new BusinessId(ids.next());
        Business business = new Business(id, trimmed, timezone, locale, currency);
        tenants.run(id, () -> {
            jdbc.sql(INSERT)
                    .param("id", id.value())
                    .param("name", trimmed)
                    .param("timezone", timezone.getId())
                    .param("locale", locale.getLanguage())
                    .param("currency", currency)
                    .update();
            jdbc.sql(INSERT_CLOCK).param("id", id.value()).update();
        });
        events.publishEvent(new BusinessOpened(business));
        return business;
    }

    /** Gives a business another name, time zone, language and currency. */
    public Business describe(BusinessId id, String name, ZoneId timezone, Locale locale, String currency) {
        String trimmed = Names.checked("name", name);
        jdbc.sql(DESCRIBE)
                .param("id", id.value())
                .param("name", trimmed)
                .param("timezone", timezone.getId())
                .param("locale", locale.getLanguage())
                .param("currency", currency)
                .update();
        return new Business(id, trimmed, timezone, locale, currency);
    }

    /** As {@link #describe}, if the settings are still those of {@code version}; else throws {@code VERSION_CONFLICT}. */
    public void describe(Business business, long version) {
        String trimmed = Names.checked("name", business.name());
        int changed = jdbc.sql(DESCRIBE + " AND settings_version = :version")
                .param("id", business.id().value())
                .param("name", trimmed)
                .param("timezone", business.timezone().getId())
                .param("locale", business.locale().getLanguage())
                .param("currency", business.currency())
                .param("version", version)
                .update();
        if (changed == 0) {
            throw new ProblemException(ProblemCode.VERSION_CONFLICT);
        }
    }

    /** An owner's settings as JSON; {@code version} changes with them and with what {@link #describe} sets. */
    public record Settings(ObjectNode values, long version) {}

    public Settings settings(BusinessId id) {
        return jdbc.sql(SETTINGS)
                .param("id", id.value())
                .query((row, n) -> new Settings(
                        (ObjectNode) Json.mapper().readTree(row.getString("settings")),
                        row.getLong("settings_version")))
                .single();
    }

    /** Puts other settings in place of those of {@code version}; throws {@code VERSION_CONFLICT} if they are others by now. */
    public void changeSettings(BusinessId id, ObjectNode settings, long version) {
        int changed = jdbc.sql(CHANGE_SETTINGS)
                .param("id", id.value())
                .param("settings", settings.toString())
                .param("version", version)
                .update();
        if (changed == 0) {
            throw new ProblemException(ProblemCode.VERSION_CONFLICT);
        }
    }

    /** All businesses, oldest first: for the operator and for the hub's own jobs. */
    public List<Business> all() {
        return jdbc.sql(SELECT + " ORDER BY created_at, id")
                .query(Businesses::row)
                .list();
    }

    public Optional<Business> find(BusinessId id) {
        return jdbc.sql(SELECT + " WHERE id = :id")
                .param("id", id.value())
                .query(Businesses::row)
                .optional();
    }

    /** The first business of the hub: the one that environment keys and tokens belong to. */
    public Optional<Business> first() {
        return jdbc.sql(SELECT + " ORDER BY created_at, id LIMIT 1")
                .query(Businesses::row)
                .optional();
    }

    /** The locations of a business by name. */
    public List<Location> locations(BusinessId business) {
        return tenants.read(
                business,
                () -> jdbc.sql("SELECT id, name FROM location WHERE business_id = :business ORDER BY lower(name)")
                        .param("business", business.value())
                        .query(Businesses::location)
                        .list());
    }

    /** The location of that name, made if there is none yet. */
    public Location location(BusinessId business, String name) {
        String trimmed = Names.checked("location", name);
        return tenants.write(
                business,
                () -> jdbc.sql(ADD_LOCATION)
                        .param("business", business.value())
                        .param("id", ids.next())
                        .param("name", trimmed)
                        .query(Businesses::location)
                        .single());
    }

    /** Another name for a location. Throws {@code NOT_FOUND}, or {@code ALREADY_EXISTS} for a name that is taken. */
    public void renameLocation(BusinessId business, LocationId id, String name) {
        String trimmed = Names.checked("location", name);
        try {
            requireOne(tenants.write(
                    business,
                    () -> jdbc.sql(RENAME_LOCATION)
                            .param("business", business.value())
                            .param("id", id.value())
                            .param("name", trimmed)
                            .update()));
        } catch (DuplicateKeyException e) {
            throw new ProblemException(ProblemCode.ALREADY_EXISTS, trimmed);
        }
    }

    /**
     * Takes a location away that no device is at; those that are out of use are nowhere from then on. Throws {@code
     * NOT_FOUND} if it is not there or in use.
     */
    public void removeLocation(BusinessId business, LocationId id) {
        tenants.run(business, () -> {
            at(LEAVE_LOCATION, business, id).update();
            requireOne(at(REMOVE_LOCATION, business, id).update());
        });
    }

    /** Puts a location back that was taken away: with its id, which records name. Throws as {@link #renameLocation}. */
    public void bringBackLocation(BusinessId business, Location location) {
        try {
            tenants.run(
                    business,
                    () -> at(BRING_BACK_LOCATION, business, location.id())
                            .param("name", location.name())
                            .update());
        } catch (DuplicateKeyException e) {
            throw new ProblemException(ProblemCode.ALREADY_EXISTS, location.name());
        }
    }

    private JdbcClient.StatementSpec at(String sql, BusinessId business, LocationId id) {
        return jdbc.sql(sql).param("business", business.value()).param("id", id.value());
    }

    private static void requireOne(int rows) {
        if (rows == 0) {
            throw new ProblemException(ProblemCode.NOT_FOUND);
        }
    }

    /** Throws {@code NOT_FOUND} where {@link #find} is empty. */
    public Business get(BusinessId id) {
        return find(id).orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, Map.of()));
    }

    private static Business row(ResultSet row, int number) throws SQLException {
        return new Business(
                new BusinessId(row.getObject("id", UUID.class)),
                row.getString("name"),
                ZoneId.of(row.getString("timezone")),
                Locale.of(row.getString("locale")),
                row.getString("currency"));
    }

    private static Location location(ResultSet row, int number) throws SQLException {
        return new Location(new LocationId(row.getObject("id", UUID.class)), row.getString("name"));
    }
}
