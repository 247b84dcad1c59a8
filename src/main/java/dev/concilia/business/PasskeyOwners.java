package dev.concilia.business;

import dev.concilia.kernel.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.stereotype.Component;

/** The hub's people, as WebAuthn sees them: found, never made here. */
@Component
class PasskeyOwners implements PublicKeyCredentialUserEntityRepository {
    private final People people;

    PasskeyOwners(People people) {
        this.people = people;
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes handle) {
        UserId user = PasskeyRows.user(handle);
        return user == null ? null : entity(people.find(user));
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String email) {
        return entity(people.byEmail(email));
    }

    @Override
    public void save(PublicKeyCredentialUserEntity entity) {
        throw new IllegalStateException("people are made by setup and invitation only");
    }

    @Override
    public void delete(Bytes handle) {
        throw new IllegalStateException("people are not deleted here");
    }

    private static @Nullable PublicKeyCredentialUserEntity entity(Optional<Person> person) {
        return person.map(p -> ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(PasskeyRows.handle(p.id()))
                        .name(p.email())
                        .displayName(p.name().isBlank() ? p.email() : p.name())
                        .build())
                .orElse(null);
    }
}
