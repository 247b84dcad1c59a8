package dev.concilia.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concilia.audit.AuditEntry;
import dev.concilia.audit.AuditLog;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import dev.concilia.support.HubTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@HubTest
class MembersTest {
    private final Members members;
    private final AccessTokens tokens;
    private final AuditLog audit;
    private final Household house;
    private final Household other;
    private final UserId owner;
    private final UserId admin;

    MembersTest(Members members, AccessTokens tokens, AuditLog audit, Businesses businesses, People people) {
        this.members = members;
        this.tokens = tokens;
        this.audit = audit;
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

    private void change(UserId actor, UserId member, Role role) {
        members.changeRole(house.business, actor, member, role);
    }

    /** What the rules say, each role against each: who may give {@code member} the role {@code after}. */
    @Test
    void whoMayMakeWhomWhat() {
        for (Role actor : Role.values()) {
            for (Role before : Role.values()) {
                for (Role after : Role.values()) {
                    UserId acting = house.member(actor).id();
                    UserId member = house.member(before).id();
                    boolean may =
                            actor == Role.OWNER || actor == Role.ADMIN && before != Role.OWNER && after != Role.OWNER;
                    if (may) {
                        change(acting, member, after);
                    } else {
                        assertThat(refused(() -> change(acting, member, after)))
                                .as("%s makes %s %s", actor, before, after)
                                .isEqualTo(ProblemCode.FORBIDDEN);
                    }
                    assertThat(house.roleOf(member)).hasValue(may ? after : before);
                }
            }
        }
    }

    @Test
    void anAdminDoesNotMakeItselfAnOwnerNorTakesOneOut() {
        assertThat(refused(() -> change(admin, admin, Role.OWNER))).isEqualTo(ProblemCode.FORBIDDEN);
        assertThat(refused(() -> members.remove(house.business, admin, owner))).isEqualTo(ProblemCode.FORBIDDEN);
        assertThat(house.roleOf(owner)).hasValue(Role.OWNER);
    }

    @Test
    void theLastOwnerNeitherLeavesNorStepsDown() {
        assertThat(refused(() -> change(owner, owner, Role.ADMIN))).isEqualTo(ProblemCode.LAST_OWNER);
        assertThat(refused(() -> members.remove(house.business, owner, owner))).isEqualTo(ProblemCode.LAST_OWNER);

        UserId second = house.member(Role.OWNER).id();
        members.remove(house.business, owner, owner);
        assertThat(house.roleOf(owner)).isEmpty();
        assertThat(refused(() -> change(second, second, Role.STAFF))).isEqualTo(ProblemCode.LAST_OWNER);
    }

    @Test
    void twoOwnersWhoTakeEachOtherOutAtTheSameMomentLeaveOne() throws Exception {
        for (int round = 0; round < 10; round++) {
            Household fresh = house;
            UserId second = fresh.member(Role.OWNER).id();
            CyclicBarrier together = new CyclicBarrier(2);
            try (ExecutorService both = Executors.newFixedThreadPool(2)) {
                List<Future<Boolean>> outcomes = List.of(
                        both.submit(() -> removes(together, owner, second)),
                        both.submit(() -> removes(together, second, owner)));
                List<Boolean> done = new ArrayList<>();
                for (Future<Boolean> outcome : outcomes) {
                    done.add(outcome.get());
                }
                assertThat(done).containsExactlyInAnyOrder(true, false);
            }
            assertThat(members.list(house.business).stream().filter(m -> m.role() == Role.OWNER))
                    .hasSize(1);
            if (house.roleOf(owner).isEmpty()) {
                return; // the one that the next round would need is out
            }
        }
    }

    private boolean removes(CyclicBarrier together, UserId actor, UserId member) throws Exception {
        together.await();
        try {
            members.remove(house.business, actor, member);
            return true;
        } catch (ProblemException e) {
            assertThat(e.code()).isIn(ProblemCode.FORBIDDEN, ProblemCode.NOT_FOUND);
            return false;
        }
    }

    @Test
    void aMemberOfAnotherBusinessIsNotThereAndAStrangerMayNothing() {
        UserId theirs = other.member(Role.ADMIN).id();

        assertThat(refused(() -> change(owner, theirs, Role.STAFF))).isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(refused(() -> members.remove(house.business, owner, theirs))).isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(refused(() -> change(theirs, admin, Role.STAFF))).isEqualTo(ProblemCode.FORBIDDEN);
        assertThat(other.roleOf(theirs)).hasValue(Role.ADMIN);
        assertThat(members.list(house.business))
                .extracting(Members.Member::user)
                .doesNotContain(theirs);
    }

    @Test
    void whoIsTakenOutLosesItsTokensEvenIfItComesBack() {
        AccessTokens.IssuedToken token = tokens.create(house.business, admin, "script", Duration.ofDays(1));
        assertThat(tokens.find(token.text())).isPresent();

        members.remove(house.business, owner, admin);
        assertThat(tokens.find(token.text())).isEmpty();

        UserId back = admin;
        house.rejoin(back, Role.ADMIN);
        assertThat(tokens.find(token.text())).isEmpty();
    }

    @Test
    void aTokenIsSeenAndRevokedByItsOwnerAndByOwnersOnly() {
        AccessTokens.IssuedToken token = tokens.create(house.business, admin, "script", Duration.ofDays(1));
        UserId another = house.member(Role.ADMIN).id();

        assertThat(tokens.list(house.business, another)).isEmpty();
        assertThat(refused(() -> tokens.revoke(house.business, another, token.id())))
                .isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(tokens.list(house.business, owner))
                .extracting(AccessTokens.Token::id)
                .contains(token.id());
        assertThat(tokens.list(house.business, owner).toString()).doesNotContain(token.text());

        tokens.revoke(house.business, owner, token.id());
        assertThat(tokens.find(token.text())).isEmpty();
    }

    @Test
    void aTokenThatIsMadeOrRevokedIsInTheAuditLogWithoutItsText() {
        AccessTokens.IssuedToken token = tokens.create(house.business, admin, "script", Duration.ofDays(1));
        tokens.revoke(house.business, owner, token.id());

        List<AuditEntry> entries = audit.list(house.business, Long.MAX_VALUE, 10);
        assertThat(entries).extracting(AuditEntry::action).containsExactly("token.revoke", "token.issue");
        assertThat(entries).extracting(AuditEntry::actor).containsExactly("user:" + owner, "user:" + admin);
        assertThat(entries)
                .extracting(AuditEntry::subject)
                .containsOnly(token.id().toString());
        assertThat(entries.toString()).doesNotContain(token.text());
    }

    @Test
    void aTokenNeedsANameAndALifeUpToAYear() {
        for (Duration life : Set.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(400))) {
            assertThat(refused(() -> tokens.create(house.business, admin, "x", life)))
                    .isEqualTo(ProblemCode.VALIDATION_FAILED);
        }
        assertThat(refused(() -> tokens.create(house.business, admin, " ", Duration.ofDays(1))))
                .isEqualTo(ProblemCode.VALIDATION_FAILED);
    }

    @Test
    void everyChangeIsInTheAuditLogAndARefusedOneIsNot() {
        change(owner, admin, Role.AUDITOR);
        refused(() -> change(admin, owner, Role.STAFF));
        members.remove(house.business, owner, admin);

        List<AuditEntry> entries = audit.list(house.business, Long.MAX_VALUE, 10);
        assertThat(entries).extracting(AuditEntry::action).containsExactly("member.remove", "member.role");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo("user:" + owner);
            assertThat(entry.subject()).isEqualTo(admin.toString());
        });
        assertThat(audit.firstBroken(house.business)).isEmpty();
    }
}
