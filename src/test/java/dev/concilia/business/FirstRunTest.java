package dev.concilia.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The shared hub has an operator by token but nobody who can sign in, so its setup is open: each test leaves it so. */
@HubTest
class FirstRunTest {
    private final FirstRun firstRun;
    private final People people;
    private final Tables tables;
    private final UserDetailsService accounts;
    private final PasswordEncoder passwords;

    FirstRunTest(
            FirstRun firstRun, People people, Tables tables, UserDetailsService accounts, PasswordEncoder passwords) {
        this.firstRun = firstRun;
        this.people = people;
        this.tables = tables;
        this.accounts = accounts;
        this.passwords = passwords;
        forgetOwners();
    }

    @AfterEach
    void forgetOwners() {
        tables.owner()
                .sql("DELETE FROM app_user WHERE password_hash IS NOT NULL")
                .update();
    }

    private static FirstRun.Answers answers(String email, String password) {
        return new FirstRun.Answers(
                "Panadería", ZoneId.of("America/Mexico_City"), Locale.of("es"), "MXN", "Ana", email, password);
    }

    private static String email() {
        return UUID.randomUUID() + "@example.com";
    }

    @Test
    void theCodeMakesTheFirstOwnerWhoCanSignIn() {
        String code = firstRun.newCode().orElseThrow();
        String email = email();

        Person owner = firstRun.complete(code, answers(email, "tres conchas dulces"));

        assertThat(owner.operator()).isTrue();
        assertThat(people.membershipsOf(owner.id()))
                .extracting(Membership::role)
                .containsExactly(Role.OWNER);
        String hash = accounts.loadUserByUsername(email).getPassword();
        assertThat(hash).startsWith("{bcrypt}").doesNotContain("conchas");
        assertThat(passwords.matches("tres conchas dulces", hash)).isTrue();
        assertThat(passwords.matches("tres conchas dulce", hash)).isFalse();
    }

    @Test
    void theCodeWorksOnce() {
        String code = firstRun.newCode().orElseThrow();
        firstRun.complete(code, answers(email(), "tres conchas dulces"));

        assertThat(firstRun.accepts(code)).isFalse();
        assertThat(firstRun.newCode()).isEmpty();
        assertForbidden(code);
    }

    @Test
    void aWrongOrEarlierCodeIsForbidden() {
        String earlier = firstRun.newCode().orElseThrow();
        String code = firstRun.newCode().orElseThrow();

        assertForbidden("");
        assertForbidden(earlier);
        assertForbidden(code + "x");
        assertThat(firstRun.accepts(code)).isTrue();
    }

    private void assertForbidden(String code) {
        assertThatThrownBy(() -> firstRun.complete(code, answers(email(), "tres conchas dulces")))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.FORBIDDEN));
    }

    @Test
    void anUnfitAnswerLeavesTheCodeUsable() {
        String code = firstRun.newCode().orElseThrow();

        for (FirstRun.Answers bad : List.of(answers(email(), "short"), answers("no address", "tres conchas dulces"))) {
            assertThatThrownBy(() -> firstRun.complete(code, bad))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.VALIDATION_FAILED));
        }
        assertThat(people.isEmpty()).isTrue();
        assertThat(firstRun.accepts(code)).isTrue();
    }

    @Test
    void ofManyWhoCompleteAtOnceOneBecomesTheOwner() throws InterruptedException {
        String code = firstRun.newCode().orElseThrow();
        int owners = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Person>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(threads.submit(() -> firstRun.complete(code, answers(email(), "tres conchas dulces"))));
            }
            for (Future<Person> call : calls) {
                try {
                    call.get();
                    owners++;
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e.getCause())
                            .isInstanceOf(ProblemException.class)
                            .hasMessage("FORBIDDEN");
                }
            }
        }

        assertThat(owners).isEqualTo(1);
        assertThat(tables.owner()
                        .sql("SELECT count(*) FROM app_user WHERE password_hash IS NOT NULL")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theEnvironmentsOwnerIsMadeOnce() {
        assertThat(firstRun.completeUnattended(answers(email(), "tres conchas dulces")))
                .isPresent();
        assertThat(firstRun.completeUnattended(answers(email(), "tres conchas dulces")))
                .isEmpty();
    }

    @Test
    void secretsDoNotShowInTexts() {
        assertThat(answers(email(), "tres conchas dulces").toString()).doesNotContain("conchas");
        assertThat(new Bootstrap.Settings(
                                "a@b.c",
                                "tres conchas dulces",
                                "token-token",
                                "n",
                                ZoneId.of("UTC"),
                                Locale.ROOT,
                                "MXN")
                        .toString())
                .doesNotContain("conchas", "token-token");
    }
}
