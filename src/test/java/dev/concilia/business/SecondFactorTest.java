package dev.concilia.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.audit.AuditEntry;
import dev.concilia.audit.AuditLog;
import dev.concilia.kernel.UserId;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@HubTest
class SecondFactorTest {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final SecondFactor factor;
    private final Account account;
    private final AuditLog audit;
    private final People people;
    private final Tables tables;
    private final TestClock clock;
    private final Household house;
    private final UserId ana;

    SecondFactorTest(
            SecondFactor factor,
            Account account,
            AuditLog audit,
            People people,
            Businesses businesses,
            Tables tables,
            TestClock clock) {
        this.factor = factor;
        this.account = account;
        this.audit = audit;
        this.people = people;
        this.tables = tables;
        this.clock = clock;
        this.house = new Household(businesses, people);
        this.ana = house.member(Role.OWNER).id();
    }

    /** What an authenticator app shows {@code later} than now. */
    private String code(SecondFactor.Setup setup, Duration later) {
        return Totp.code(bytes(setup.secret()), Totp.step(clock.instant().plus(later)));
    }

    private static byte[] bytes(String base32) {
        StringBuilder bits = new StringBuilder();
        for (char c : base32.toCharArray()) {
            bits.append(String.format("%5s", Integer.toBinaryString(BASE32.indexOf(c)))
                    .replace(' ', '0'));
        }
        byte[] bytes = new byte[bits.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        return bytes;
    }

    private record On(SecondFactor.Setup setup, List<String> recovery) {}

    /** Turned on with the code of half a minute ago, so that the present one is still good. */
    private On turnOn() {
        SecondFactor.Setup setup = factor.begin(ana);
        return new On(
                setup, factor.confirm(ana, code(setup, Duration.ofSeconds(-30))).orElseThrow());
    }

    private Proof check(String code) {
        return factor.check(ana, code);
    }

    private String wrong(SecondFactor.Setup setup) {
        List<String> near = IntStream.rangeClosed(-5, 5)
                .mapToObj(i -> code(setup, Duration.ofSeconds(30L * i)))
                .toList();
        return IntStream.range(0, 100)
                .mapToObj(i -> "%06d".formatted(i))
                .filter(code -> !near.contains(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itCountsFromOneRightCodeOn() {
        SecondFactor.Setup setup = factor.begin(ana);
        assertThat(factor.isOn(ana)).isFalse();
        assertThat(factor.confirm(ana, wrong(setup))).isEmpty();
        assertThat(factor.isOn(ana)).isFalse();
        assertThat(check(code(setup, Duration.ZERO))).isInstanceOf(Proof.Wrong.class);

        assertThat(factor.confirm(ana, code(setup, Duration.ZERO)))
                .hasValueSatisfying(codes -> assertThat(codes)
                        .hasSize(10)
                        .doesNotHaveDuplicates()
                        .allMatch(code -> code.matches("(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}")));

        assertThat(factor.isOn(ana)).isTrue();
        assertThatThrownBy(() -> factor.begin(ana)).hasMessage("ALREADY_EXISTS");
        assertThat(factor.confirm(ana, code(setup, Duration.ofSeconds(30))))
                .as("a second time")
                .isEmpty();
    }

    @Test
    void aSecretThatWasNotConfirmedIsReplacedByTheNext() {
        SecondFactor.Setup first = factor.begin(ana);
        SecondFactor.Setup second = factor.begin(ana);

        assertThat(factor.confirm(ana, code(first, Duration.ZERO))).isEmpty();
        assertThat(factor.confirm(ana, code(second, Duration.ZERO))).isPresent();
    }

    @Test
    void aCodeCountsOnce() {
        On on = turnOn();
        String code = code(on.setup(), Duration.ZERO);

        assertThat(check(code)).isInstanceOf(Proof.Accepted.class);
        assertThat(check(code)).isInstanceOf(Proof.Wrong.class);
        assertThat(check(code(on.setup(), Duration.ofSeconds(-30))))
                .as("an older one")
                .isInstanceOf(Proof.Wrong.class);
        assertThat(check(" " + code(on.setup(), Duration.ofSeconds(30)).replaceAll("(...)", "$1 ")))
                .isInstanceOf(Proof.Accepted.class);
    }

    @Test
    void theCodeThatTurnedItOnDoesNotSignIn() {
        SecondFactor.Setup setup = factor.begin(ana);
        String code = code(setup, Duration.ZERO);
        factor.confirm(ana, code);

        assertThat(check(code)).isInstanceOf(Proof.Wrong.class);
    }

    @Test
    void aRecoveryCodeCountsOnceHoweverItIsTyped() {
        On on = turnOn();
        String recovery = on.recovery().getFirst();

        assertThat(check(recovery.toLowerCase(Locale.ROOT).replace("-", " "))).isInstanceOf(Proof.Accepted.class);
        assertThat(check(recovery)).isInstanceOf(Proof.Wrong.class);
        assertThat(factor.recoveryCodesLeft(ana)).isEqualTo(9);
        assertThat(audit.list(house.business, Long.MAX_VALUE, 10))
                .extracting(AuditEntry::action)
                .contains("user.recoveryCodeUsed");
    }

    @Test
    void newRecoveryCodesEndTheOldOnes() {
        On on = turnOn();
        List<String> fresh =
                factor.renewRecoveryCodes(ana, code(on.setup(), Duration.ZERO)).orElseThrow();

        assertThat(check(on.recovery().getFirst())).isInstanceOf(Proof.Wrong.class);
        assertThat(check(fresh.getFirst())).isInstanceOf(Proof.Accepted.class);
    }

    @Test
    void afterFiveWrongCodesEvenARightOneWaitsAQuarterOfAnHour() {
        On on = turnOn();
        for (int i = 0; i < 5; i++) {
            assertThat(check(wrong(on.setup()))).isInstanceOf(Proof.Wrong.class);
        }

        assertThat(check(code(on.setup(), Duration.ZERO))).isInstanceOf(Proof.Wait.class);
        assertThat(check(on.recovery().getFirst())).isInstanceOf(Proof.Wait.class);
        Duration later = Duration.ofMinutes(16);
        Proof afterwards = clock.shifted(later, () -> check(code(on.setup(), Duration.ZERO)));
        assertThat(afterwards).isInstanceOf(Proof.Accepted.class);
    }

    @Test
    void manyGuessesAtTheSameMomentAreFiveAllTheSame() throws Exception {
        On on = turnOn();
        String guess = wrong(on.setup());
        List<Proof> proofs = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Proof>> calls = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                calls.add(crowd.submit(() -> check(guess)));
            }
            for (Future<Proof> call : calls) {
                proofs.add(call.get());
            }
        }
        assertThat(proofs.stream().filter(Proof.Wrong.class::isInstance)).hasSize(5);
        assertThat(proofs.stream().filter(Proof.Wait.class::isInstance)).hasSize(25);
    }

    @Test
    void theSameCodeTenTimesAtTheSameMomentCountsOnce() throws Exception {
        On on = turnOn();
        String code = code(on.setup(), Duration.ZERO);
        List<Proof> proofs = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Proof>> calls = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                calls.add(crowd.submit(() -> check(code)));
            }
            for (Future<Proof> call : calls) {
                proofs.add(call.get());
            }
        }
        assertThat(proofs.stream().filter(Proof.Accepted.class::isInstance)).hasSize(1);
    }

    @Test
    void thePasswordTurnsItOff() {
        turnOn();
        assertThat(factor.turnOff(ana, "not the password")).isInstanceOf(Proof.Wrong.class);
        assertThat(factor.isOn(ana)).isTrue();

        assertThat(factor.turnOff(ana, Household.PASSWORD)).isInstanceOf(Proof.Accepted.class);

        assertThat(factor.isOn(ana)).isFalse();
        assertThat(factor.recoveryCodesLeft(ana)).isZero();
        assertThat(audit.list(house.business, Long.MAX_VALUE, 10))
                .extracting(AuditEntry::action)
                .containsExactly("user.secondFactorOff", "user.secondFactorOn");
    }

    @Test
    void onlyAnOperatorResetsIt() {
        turnOn();
        UserId owner = house.member(Role.OWNER).id();
        assertThatThrownBy(() -> factor.reset(owner, ana)).hasMessage("FORBIDDEN");
        assertThat(factor.isOn(ana)).isTrue();

        factor.reset(people.firstOperator().orElseThrow().id(), ana);
        assertThat(factor.isOn(ana)).isFalse();
    }

    @Test
    void neitherSecretNorRecoveryCodesCanBeReadInTheDatabase() {
        On on = turnOn();
        String stored = String.join(
                "\n",
                tables.owner()
                        .sql("""
                            SELECT s::text FROM second_factor s WHERE user_id = :user
                            UNION ALL SELECT r::text FROM recovery_code r WHERE user_id = :user
                            """)
                        .param("user", ana.value())
                        .query(String.class)
                        .list());

        assertThat(stored)
                .doesNotContain(on.setup().secret())
                .doesNotContain(HexFormat.of().formatHex(bytes(on.setup().secret())))
                .doesNotContain(on.recovery().getFirst())
                .doesNotContain(on.recovery().getFirst().replace("-", ""));
        assertThat(on.setup().toString()).doesNotContain(on.setup().secret());
    }

    @Test
    void anotherPasswordAsksForTheOldOneAndIsJudged() {
        assertThat(account.changePassword(ana, "wrong old one", "piloncillo y vainilla"))
                .isInstanceOf(Proof.Wrong.class);
        assertThatThrownBy(() -> account.changePassword(ana, Household.PASSWORD, "short"))
                .hasMessage("VALIDATION_FAILED");
        assertThat(account.changePassword(ana, Household.PASSWORD, "piloncillo y vainilla"))
                .isInstanceOf(Proof.Accepted.class);
        assertThat(account.password(ana, Household.PASSWORD)).isInstanceOf(Proof.Wrong.class);
        assertThat(account.password(ana, "piloncillo y vainilla")).isInstanceOf(Proof.Accepted.class);
        for (int i = 0; i < 5; i++) {
            account.password(ana, "guess " + i);
        }
        assertThat(account.password(ana, "piloncillo y vainilla")).isInstanceOf(Proof.Wait.class);
    }

    @Test
    void aProfileHasANameAndALanguage() {
        account.change(ana, " Ana María ", Locale.of("pt"));

        assertThat(account.profile(ana).name()).isEqualTo("Ana María");
        assertThat(account.profile(ana).language()).isEqualTo(Locale.of("pt"));
        assertThatThrownBy(() -> account.change(ana, "", null)).hasMessage("VALIDATION_FAILED");
        assertThatThrownBy(() -> account.change(ana, "Ana", Locale.of("xx"))).hasMessage("VALIDATION_FAILED");
    }
}
