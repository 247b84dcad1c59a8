package dev.concilia.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concilia.audit.AuditEntry;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Invitations.Acceptance;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@HubTest
class InvitationsTest {
    private static final String PASSWORD = "canela y piloncillo";

    private final Invitations invitations;
    private final People people;
    private final AuditLog audit;
    private final Tables tables;
    private final TestClock clock;
    private final Household house;
    private final Household other;
    private final UserId owner;
    private final UserId admin;
    private final String email = UUID.randomUUID() + "@example.com";

    InvitationsTest(
            Invitations invitations,
            People people,
            Businesses businesses,
            AuditLog audit,
            Tables tables,
            TestClock clock) {
        this.invitations = invitations;
        this.people = people;
        this.audit = audit;
        this.tables = tables;
        this.clock = clock;
        this.house = new Household(businesses, people);
        this.other = new Household(businesses, people);
        this.owner = house.member(Role.OWNER).id();
        this.admin = house.member(Role.ADMIN).id();
    }

    private static ProblemCode refused(ThrowingCallable call) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, call);
        assertThat(problem).as("it was allowed").isNotNull();
        return problem.code();
    }

    private Invitations.Issued invite(Role role) {
        return invitations.invite(house.business, owner, email, role);
    }

    @Test
    void somebodyNewChoosesANameAndAPasswordAndHasAPlace() {
        Invitations.Issued issued = invite(Role.AUDITOR);
        assertThat(issued.link("https://hub.example"))
                .isEqualTo("https://hub.example/invitation?code=" + issued.token());
        assertThat(invitations.find(issued.token())).hasValueSatisfying(offer -> {
            assertThat(offer.email()).isEqualTo(email);
            assertThat(offer.role()).isEqualTo(Role.AUDITOR);
            assertThat(offer.account()).isFalse();
        });

        Acceptance accepted = invitations.acceptNew(issued.token(), "Beto", PASSWORD);

        assertThat(accepted).isInstanceOf(Acceptance.Joined.class);
        Person beto = people.byEmail(email).orElseThrow();
        assertThat(beto.name()).isEqualTo("Beto");
        assertThat(beto.operator()).isFalse();
        assertThat(house.roleOf(beto.id())).hasValue(Role.AUDITOR);
    }

    @Test
    void aLinkCountsOnce() {
        Invitations.Issued issued = invite(Role.STAFF);
        invitations.acceptNew(issued.token(), "Beto", PASSWORD);

        assertThat(invitations.find(issued.token())).isEmpty();
        assertThat(invitations.acceptNew(issued.token(), "Carla", PASSWORD)).isInstanceOf(Acceptance.Over.class);
        assertThat(people.byEmail(email).orElseThrow().name()).isEqualTo("Beto");
    }

    @Test
    void manyWhoAcceptAtTheSameMomentAreOne() throws Exception {
        Invitations.Issued issued = invite(Role.STAFF);
        List<Acceptance> outcomes = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Acceptance>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(crowd.submit(() -> invitations.acceptNew(issued.token(), "Beto", PASSWORD)));
            }
            for (Future<Acceptance> call : calls) {
                outcomes.add(call.get());
            }
        }
        assertThat(outcomes.stream().filter(Acceptance.Joined.class::isInstance))
                .hasSize(1);
        assertThat(outcomes.stream().filter(Acceptance.Over.class::isInstance)).hasSize(7);
    }

    @Test
    void anAccountIsAskedToSignInAndItsPasswordStays() {
        Person known = other.member(Role.OWNER);
        Invitations.Issued issued =
                invitations.invite(house.business, owner, known.email().toUpperCase(Locale.ROOT), Role.ADMIN);

        assertThat(invitations.acceptNew(issued.token(), "Thief", PASSWORD)).isInstanceOf(Acceptance.SignInFirst.class);
        assertThat(house.roleOf(known.id())).isEmpty();
        assertThat(invitations.accept(issued.token(), admin)).isInstanceOf(Acceptance.Over.class);

        assertThat(invitations.accept(issued.token(), known.id())).isInstanceOf(Acceptance.Joined.class);
        assertThat(house.roleOf(known.id())).hasValue(Role.ADMIN);
        assertThat(other.roleOf(known.id())).hasValue(Role.OWNER);
        assertThat(people.find(known.id()).orElseThrow().name()).isEqualTo("Ana");
    }

    @Test
    void anAccountWithoutAPasswordIsClaimedOnlyIfItHasNoPlaceElsewhereAndIsNoOperators() {
        Person elsewhere = people.create(UUID.randomUUID() + "@example.com", "", null, false);
        other.rejoin(elsewhere.id(), Role.OWNER);
        Person operator = people.create(UUID.randomUUID() + "@example.com", "", null, true);
        Person ours = people.create(UUID.randomUUID() + "@example.com", "", null, false);
        house.rejoin(ours.id(), Role.OWNER);

        for (Person person : List.of(elsewhere, operator)) {
            Invitations.Issued issued = invitations.invite(house.business, owner, person.email(), Role.STAFF);
            assertThat(invitations.acceptNew(issued.token(), "Thief", PASSWORD))
                    .isInstanceOf(Acceptance.SignInFirst.class);
            assertThat(people.hasPassword(person.id())).isFalse();
        }
        Invitations.Issued issued = invitations.invite(house.business, owner, ours.email(), Role.STAFF);
        assertThat(invitations.acceptNew(issued.token(), "Carla", PASSWORD)).isInstanceOf(Acceptance.Joined.class);
        assertThat(people.hasPassword(ours.id())).isTrue();
        assertThat(house.roleOf(ours.id())).as("keeps what it had").hasValue(Role.OWNER);
    }

    @Test
    void aLinkEndsAfterSevenDaysAndANewOneEndsTheOld() {
        Invitations.Issued first = invite(Role.STAFF);
        assertThat(clock.shifted(Duration.ofDays(7).plusSeconds(1), () -> invitations.find(first.token())))
                .isEmpty();
        Acceptance late =
                clock.shifted(Duration.ofDays(8), () -> invitations.acceptNew(first.token(), "Beto", PASSWORD));
        assertThat(late).isInstanceOf(Acceptance.Over.class);

        Invitations.Issued second = invitations.resend(house.business, admin, first.id());
        assertThat(invitations.find(first.token())).isEmpty();
        assertThat(invitations.find(second.token())).isPresent();
        Invitations.Issued third = invite(Role.ADMIN);
        assertThat(invitations.find(second.token())).isEmpty();
        assertThat(invitations.list(house.business))
                .extracting(Invitations.Open::id)
                .containsExactly(third.id());

        invitations.withdraw(house.business, admin, third.id());
        assertThat(invitations.find(third.token())).isEmpty();
        assertThat(invitations.list(house.business)).isEmpty();
    }

    @Test
    void anAdminNeitherInvitesOwnersNorTouchesTheirInvitations() {
        Invitations.Issued ofOwner = invite(Role.OWNER);

        assertThat(refused(() -> invitations.invite(house.business, admin, "x" + email, Role.OWNER)))
                .isEqualTo(ProblemCode.FORBIDDEN);
        assertThat(refused(() -> invitations.invite(house.business, admin, email, Role.STAFF)))
                .as("in place of the owner's")
                .isEqualTo(ProblemCode.FORBIDDEN);
        assertThat(refused(() -> invitations.resend(house.business, admin, ofOwner.id())))
                .isEqualTo(ProblemCode.FORBIDDEN);
        assertThat(refused(() -> invitations.withdraw(house.business, admin, ofOwner.id())))
                .isEqualTo(ProblemCode.FORBIDDEN);
        for (Role role : List.of(Role.AUDITOR, Role.STAFF)) {
            UserId actor = house.member(role).id();
            assertThat(refused(() -> invitations.invite(house.business, actor, "y" + email, Role.STAFF)))
                    .isEqualTo(ProblemCode.FORBIDDEN);
        }
        assertThat(invitations.find(ofOwner.token())).isPresent();
    }

    @Test
    void anotherBusinesssInvitationIsNotThere() {
        Invitations.Issued issued = invite(Role.STAFF);
        UserId theirs = other.member(Role.OWNER).id();

        assertThat(refused(() -> invitations.resend(other.business, theirs, issued.id())))
                .isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(refused(() -> invitations.withdraw(other.business, theirs, issued.id())))
                .isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(refused(() -> invitations.invite(house.business, theirs, "z" + email, Role.STAFF)))
                .isEqualTo(ProblemCode.FORBIDDEN);
        assertThat(invitations.list(other.business)).isEmpty();
    }

    @Test
    void aMemberIsNotInvitedAndABadAddressOrPasswordIsRefused() {
        String member = house.member(Role.STAFF).email();
        assertThat(refused(() -> invitations.invite(house.business, owner, member, Role.ADMIN)))
                .isEqualTo(ProblemCode.ALREADY_EXISTS);
        for (String bad : List.of("", "x", "x@y", "a b@example.com", "x@example.com\u0000")) {
            assertThat(refused(() -> invitations.invite(house.business, owner, bad, Role.STAFF)))
                    .isEqualTo(ProblemCode.VALIDATION_FAILED);
        }
        Invitations.Issued issued = invite(Role.STAFF);
        assertThat(refused(() -> invitations.acceptNew(issued.token(), "Beto", "short")))
                .isEqualTo(ProblemCode.VALIDATION_FAILED);
        assertThat(refused(() -> invitations.acceptNew(issued.token(), " ", PASSWORD)))
                .isEqualTo(ProblemCode.VALIDATION_FAILED);
        assertThat(invitations.find(issued.token())).isPresent();
        assertThat(people.byEmail(email)).isEmpty();
    }

    @Test
    void theTokenIsNowhereInTheDatabaseAndEveryStepIsAudited() {
        Invitations.Issued issued =
                invitations.resend(house.business, owner, invite(Role.STAFF).id());
        invitations.acceptNew(issued.token(), "Beto", PASSWORD);

        assertThat(audit.list(house.business, Long.MAX_VALUE, 10))
                .extracting(AuditEntry::action)
                .containsExactly("invitation.accept", "invitation.resend", "invitation.send");
        assertThat(tables.owner()
                        .sql("SELECT count(*) FROM invitation i WHERE i::text LIKE :token")
                        .param("token", "%" + issued.token().substring(3) + "%")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(issued.toString()).doesNotContain(issued.token());
    }
}
