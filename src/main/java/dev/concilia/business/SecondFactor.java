package dev.concilia.business;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.SecretBox;
import dev.concilia.kernel.Secrets;
import dev.concilia.kernel.Sha256;
import dev.concilia.kernel.TypedCodes;
import dev.concilia.kernel.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * The code that sign-in asks for after the password: six digits of an authenticator app, or one of ten recovery codes. Each code
 * counts once. Five wrong ones in a quarter of an hour, from wherever, and the person has to wait: only who knows the
 * password gets that far, so nobody else can lock a person out.
 */
@Service
public class SecondFactor {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{6}");
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_LENGTH = 12; // characters of 4.9 bits

    private final SecondFactorRows rows;
    private final Account account;
    private final People people;
    private final SecretBox box;
    private final Secrets secrets;
    private final Clock clock;

    SecondFactor(SecondFactorRows rows, Account account, People people, SecretBox box, Secrets secrets, Clock clock) {
        this.rows = rows;
        this.account = account;
        this.people = people;
        this.box = box;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** What the authenticator app has to know; {@code uri} is the text of its QR code. */
    public record Setup(String secret, String uri) {
        @Override
        public String toString() {
            return "Setup";
        }
    }

    /** Whether sign-in asks this person for a code. */
    public boolean isOn(UserId user) {
        return rows.isOn(user);
    }

    /** How many recovery codes are left. */
    public int recoveryCodesLeft(UserId user) {
        return rows.codesLeft(user);
    }

    /** Makes a secret, which counts from {@link #confirm} on. Throws {@code ALREADY_EXISTS} where one counts already. */
    public Setup begin(UserId user) {
        byte[] secret = secrets.drawBytes(Totp.SECRET_LENGTH);
        if (!rows.begin(user, box.lock(secret, owner(user)), clock.instant())) {
            throw new ProblemException(ProblemCode.ALREADY_EXISTS, "TOTP");
        }
        String email = account.profile(user).email();
        return new Setup(Totp.base32(secret), Totp.uri(Totp.base32(secret), email));
    }

    /** Turns it on, for one right code; the recovery codes, shown this once. Empty for a wrong code. */
    public Optional<List<String>> confirm(UserId user, String code) {
        return account.within(() -> {
            SecondFactorRows.Row row =
                    rows.lock(user).filter(r -> !r.confirmed()).orElse(null);
            OptionalLong step = row == null ? OptionalLong.empty() : stepOf(user, row, code);
            if (step.isEmpty()) {
                return Optional.<List<String>>empty();
            }
            rows.confirm(user, step.getAsLong(), clock.instant());
            account.tell(user, Deeds.USER_SECOND_FACTOR_ON, Map.of());
            return Optional.of(newRecoveryCodes(user));
        });
    }

    /** Judges a code at sign-in and uses it up. */
    public Proof check(UserId user, String typed) {
        return account.within(() -> judge(user, typed));
    }

    /** Ten new recovery codes in place of the old ones, for one right code; empty for a wrong one, or after too many. */
    public Optional<List<String>> renewRecoveryCodes(UserId user, String code) {
        return account.within(() -> {
            if (!(judge(user, code) instanceof Proof.Accepted)) {
                return Optional.<List<String>>empty();
            }
            account.tell(user, Deeds.USER_RECOVERY_CODES, Map.of());
            return Optional.of(newRecoveryCodes(user));
        });
    }

    /** Turns it off, for the person's password. */
    public Proof turnOff(UserId user, String password) {
        return account.within(() -> {
            Proof shown = account.showPassword(user, password);
            if (shown instanceof Proof.Accepted && rows.delete(user)) {
                account.tell(user, Deeds.USER_SECOND_FACTOR_OFF, Map.of());
            }
            return shown;
        });
    }

    /** Turns it off for somebody who has lost everything, and ends its sign-ins. Throws {@code FORBIDDEN} but for operators. */
    public void reset(UserId operator, UserId user) {
        if (people.find(operator).filter(Person::operator).isEmpty()) {
            throw new ProblemException(ProblemCode.FORBIDDEN);
        }
        account.within(() -> {
            if (rows.delete(user)) {
                account.endSignIns(user);
                account.tell(operator, user, Deeds.USER_SECOND_FACTOR_OFF, Map.of("by", "operator"));
            }
            return true;
        });
        account.signInsChanged(user);
    }

    private Proof judge(UserId user, String typed) {
        SecondFactorRows.Row row =
                rows.lock(user).filter(SecondFactorRows.Row::confirmed).orElse(null);
        if (row == null) {
            return new Proof.Wrong();
        }
        return account.throttled("code:" + user, () -> isRight(user, row, typed));
    }

    private boolean isRight(UserId user, SecondFactorRows.Row row, String typed) {
        String meant = TypedCodes.meant(typed);
        if (!DIGITS.matcher(meant).matches()) {
            boolean recovered = rows.takeCode(user, Sha256.of(meant), clock.instant());
            if (recovered) {
                account.tell(user, Deeds.USER_RECOVERY_CODE_USED, Map.of());
            }
            return recovered;
        }
        OptionalLong step = stepOf(user, row, meant);
        step.ifPresent(taken -> rows.takeStep(user, taken));
        return step.isPresent();
    }

    /** None also where the hub's key is another one than at setup: then recovery codes are the way in. */
    private OptionalLong stepOf(UserId user, SecondFactorRows.Row row, String code) {
        Instant now = clock.instant();
        return box.open(row.secret(), owner(user))
                .map(secret -> Totp.stepOf(secret, TypedCodes.meant(code), now, row.lastStep()))
                .orElseGet(OptionalLong::empty);
    }

    private List<String> newRecoveryCodes(UserId user) {
        List<String> codes = Stream.generate(() -> secrets.drawTyped(RECOVERY_LENGTH))
                .limit(RECOVERY_CODES)
                .toList();
        rows.replaceCodes(user, codes.stream().map(Sha256::of).toList());
        return codes.stream().map(TypedCodes::shown).toList();
    }

    private static String owner(UserId user) {
        return "second-factor:" + user;
    }
}
