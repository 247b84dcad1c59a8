package dev.concilia.demo;

import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.business.FirstRun;
import dev.concilia.business.People;
import dev.concilia.business.Role;
import dev.concilia.device.Device;
import dev.concilia.device.DeviceKeys;
import dev.concilia.device.Devices;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Secrets;
import dev.concilia.sync.Caller;
import dev.concilia.sync.ChangeFeed;
import dev.concilia.sync.PullQuery;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The sample's owner, business, locations and devices, made where they are not there yet. */
@Component
@ConditionalOnProperty(name = "concilia.demo", havingValue = "true")
class DemoBusiness {
    static final String NAME = "Panadería La Espiga";
    static final String OWNER = "demo@concilia.example";
    static final List<String> LOCATIONS = List.of("Centro", "Norte", "Sur");

    private static final Logger log = LoggerFactory.getLogger(DemoBusiness.class);
    private static final ZoneId ZONE = ZoneId.of("America/Mexico_City");
    private static final Locale SPANISH = Locale.of("es");
    private static final String CURRENCY = "MXN";
    private static final int PASSWORD_LENGTH = 16;

    private final FirstRun firstRun;
    private final Businesses businesses;
    private final People people;
    private final Devices devices;
    private final DeviceKeys keys;
    private final Secrets secrets;
    private final ChangeFeed feed;

    DemoBusiness(
            FirstRun firstRun,
            Businesses businesses,
            People people,
            Devices devices,
            DeviceKeys keys,
            Secrets secrets,
            ChangeFeed feed) {
        this.firstRun = firstRun;
        this.businesses = businesses;
        this.people = people;
        this.devices = devices;
        this.keys = keys;
        this.secrets = secrets;
        this.feed = feed;
    }

    /** The sample business: the one with its devices, else a first one that is still empty, else a new one. */
    Business open() {
        owner();
        return businesses.all().stream()
                .filter(business -> isSample(business.id()))
                .findFirst()
                .or(() -> businesses.first().filter(this::isFree))
                .orElseGet(this::create);
    }

    /** The location ids by name. */
    Map<String, String> locations(BusinessId business) {
        return LOCATIONS.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> businesses.location(business, name).id().toString()));
    }

    /** A valid key for each device; those that are there get a fresh one, for only its hash was kept. */
    Map<Profile, String> keys(BusinessId business) {
        Map<String, Device> known = new HashMap<>();
        devices.list(business).stream()
                .filter(device -> device.externalId() != null)
                .forEach(device -> known.put(Objects.requireNonNull(device.externalId()), device));
        Map<Profile, String> issued = new HashMap<>();
        for (Profile profile : Profile.ALL) {
            Device device = known.get(profile.externalId());
            if (device == null) {
                issued.put(profile, enrol(business, profile));
            } else if (profile.trade() != Profile.Trade.NONE) {
                issued.put(profile, keys.rotate(business, device.id()).apiKey());
            }
        }
        return issued;
    }

    private String enrol(BusinessId business, Profile profile) {
        return devices.enrol(
                        business,
                        new Devices.Enrolment(profile.name(), profile.kind(), profile.externalId(), profile.location()))
                .key()
                .apiKey();
    }

    private void owner() {
        Optional<String> code = firstRun.newCode();
        if (code.isPresent()) {
            String password = secrets.draw(PASSWORD_LENGTH);
            firstRun.complete(
                    code.get(),
                    new FirstRun.Answers(NAME, ZONE, SPANISH, CURRENCY, "Dueña de muestra", OWNER, password));
            log.info("Demo: sign in as {}", OWNER);
            log.info("Demo: password {} (shown this once, kept nowhere)", password);
        } else if (people.byEmail(OWNER).isPresent()) {
            log.info("Demo: sign in as {}; the password was printed at the first start", OWNER);
        }
    }

    private boolean isSample(BusinessId business) {
        return devices.list(business).stream()
                .anyMatch(device -> Profile.ALL.getFirst().externalId().equals(device.externalId()));
    }

    /** Without a device and without a record: the sample never mixes with somebody's own data. */
    private boolean isFree(Business first) {
        PullQuery anything = new PullQuery(null, null, Set.of(), 1, false, Duration.ZERO);
        return devices.list(first.id()).isEmpty()
                && feed.pull(Caller.device(first.id(), null), anything)
                        .changes()
                        .isEmpty();
    }

    private Business create() {
        Business business = businesses.create(NAME, ZONE, SPANISH, CURRENCY);
        people.firstOperator().ifPresent(owner -> people.join(business.id(), owner.id(), Role.OWNER));
        return business;
    }
}
