package dev.concilia.business;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Passkeys: sign-in without a password, by what a device or security key holds. They are asked for by request threads only. */
@Service
public class Passkeys {
    private static final int MOST = 20;
    private static final int LONGEST_LABEL = 60;
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    private final RelyingParty relyingParty;
    private final PasskeyRows rows;
    private final Account account;

    Passkeys(RelyingParty relyingParty, PasskeyRows rows, Account account) {
        this.relyingParty = relyingParty;
        this.rows = rows;
        this.account = account;
    }

    /** A passkey as lists show it; {@code id} is base64url. */
    public record Passkey(String id, String label, Instant createdAt, Instant lastUsedAt) {}

    /** How a registration begins. */
    public sealed interface Beginning {
        /** {@code json} goes to the browser, {@code options} stay in the session until {@link #register}. */
        record Ready(PublicKeyCredentialCreationOptions options, String json) implements Beginning {}

        /** The password was not right, or there were too many wrong ones. */
        record Refused(Proof proof) implements Beginning {}
    }

    /** What the sign-in filters of the browser's chain work with. */
    public WebAuthnRelyingPartyOperations relyingParty() {
        return relyingParty;
    }

    /** Whose passkey has signed; throws for anything that does not hold, whatever it is. */
    public UserId authenticate(RelyingPartyAuthenticationRequest request) {
        PublicKeyCredentialUserEntity owner = relyingParty.authenticate(request);
        UserId user = PasskeyRows.user(owner.getId());
        if (user == null) {
            throw new IllegalArgumentException("the handle of no person");
        }
        return user;
    }

    public List<Passkey> list(UserId user) {
        return rows.findByUserId(PasskeyRows.handle(user)).stream()
                .map(Passkeys::shown)
                .toList();
    }

    /** Begins a registration for the signed-in person, for its password. Throws {@code VALIDATION_FAILED} after 20. */
    public Beginning begin(HubUser user, Authentication signedIn, String password) {
        UserId id = user.person().id();
        Proof proof = account.password(id, password);
        if (!(proof instanceof Proof.Accepted)) {
            return new Beginning.Refused(proof);
        }
        if (list(id).size() >= MOST) {
            throw Names.invalid("passkey", "at most " + MOST);
        }
        PublicKeyCredentialCreationOptions options = relyingParty.createPublicKeyCredentialCreationOptions(
                new ImmutablePublicKeyCredentialCreationOptionsRequest(signedIn));
        return new Beginning.Ready(options, JSON.writeValueAsString(options));
    }

    /**
     * Keeps the passkey that the browser made for {@code options}. Throws {@code VALIDATION_FAILED} for a bad label, or for an
     * answer that does not hold.
     */
    public Passkey register(UserId user, PublicKeyCredentialCreationOptions options, String answer, String label) {
        String name = Names.checked("label", label);
        if (name.length() > LONGEST_LABEL
                || !PasskeyRows.handle(user).equals(options.getUser().getId())) {
            throw Names.invalid("label", "1 to " + LONGEST_LABEL + " characters");
        }
        CredentialRecord made = verified(options, answer, name);
        account.within(() -> {
            account.tell(user, Deeds.USER_PASSKEY_ADD, Map.of("label", name));
            return true;
        });
        return shown(made);
    }

    /** Removes a passkey of the person, for its password. Throws {@code NOT_FOUND} for one that is not the person's. */
    public Proof remove(UserId user, String id, String password) {
        return account.within(() -> {
            Proof proof = account.showPassword(user, password);
            if (proof instanceof Proof.Accepted) {
                if (!rows.delete(user, bytes(id))) {
                    throw new ProblemException(ProblemCode.NOT_FOUND);
                }
                account.tell(user, Deeds.USER_PASSKEY_REMOVE, Map.of());
            }
            return proof;
        });
    }

    private CredentialRecord verified(PublicKeyCredentialCreationOptions options, String answer, String label) {
        try {
            PublicKeyCredential<AuthenticatorAttestationResponse> credential =
                    JSON.readValue(answer, new TypeReference<>() {});
            return relyingParty.registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                    options, new RelyingPartyPublicKey(credential, label)));
        } catch (RuntimeException e) { // whatever the libraries say about an answer that a browser made up
            throw Names.invalid("passkey", "not an answer to this request");
        }
    }

    private static Bytes bytes(String id) {
        try {
            return Bytes.fromBase64(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.NOT_FOUND);
        }
    }

    private static Passkey shown(CredentialRecord passkey) {
        return new Passkey(
                passkey.getCredentialId().toBase64UrlString(),
                passkey.getLabel(),
                passkey.getCreated(),
                passkey.getLastUsed());
    }
}
