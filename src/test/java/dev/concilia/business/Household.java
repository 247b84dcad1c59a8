package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.UserId;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A business with people, for tests of who may do what. */
final class Household {
    static final String PASSWORD = "pan de muerto y canela";

    private final People people;
    final BusinessId business;

    Household(Businesses businesses, People people) {
        this.people = people;
        this.business = businesses
                .create("Casa " + UUID.randomUUID(), ZoneId.of("America/Mexico_City"), Locale.of("es"), "MXN")
                .id();
    }

    Person member(Role role) {
        Person person = person();
        people.join(business, person.id(), role);
        return person;
    }

    void rejoin(UserId user, Role role) {
        people.join(business, user, role);
    }

    Person person() {
        return people.create(UUID.randomUUID() + "@example.com", "Ana", PASSWORD, false);
    }

    Optional<Role> roleOf(UserId user) {
        return people.membershipsOf(user).stream()
                .filter(m -> m.business().equals(business))
                .map(Membership::role)
                .findFirst();
    }
}
