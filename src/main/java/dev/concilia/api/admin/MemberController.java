package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.RequestBody;
import dev.concilia.business.AccessTokens;
import dev.concilia.business.Invitations;
import dev.concilia.business.Members;
import dev.concilia.business.Role;
import dev.concilia.kernel.KeyId;
import dev.concilia.kernel.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people of a business, invitations and access tokens. */
@RestController
class MemberController {
    private static final int USUAL_DAYS = 90;

    private final RequestBody bodies;
    private final Members members;
    private final Invitations invitations;
    private final AccessTokens tokens;
    private final InvitationAnswer answer;

    MemberController(
            RequestBody bodies,
            Members members,
            Invitations invitations,
            AccessTokens tokens,
            InvitationAnswer answer) {
        this.bodies = bodies;
        this.members = members;
        this.invitations = invitations;
        this.tokens = tokens;
        this.answer = answer;
    }

    record MemberRow(String id, String email, String name, Role role, Instant since, boolean twoFactors) {}

    record InvitationRow(String id, String email, Role role, Instant createdAt, Instant expiresAt) {}

    record NewToken(String id, String token, Instant expiresAt) {}

    record TokenRow(
            String id,
            String email,
            String name,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt) {}

    @GetMapping("/api/admin/members")
    Map<String, List<MemberRow>> members(@AuthenticationPrincipal ApiCaller caller) {
        return Map.of(
                "members",
                members.list(caller.business()).stream()
                        .map(m -> new MemberRow(
                                m.user().toString(), m.email(), m.name(), m.role(), m.since(), m.twoFactors()))
                        .toList());
    }

    @PutMapping("/api/admin/members/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeRole(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id, HttpServletRequest request) {
        UserId member = Parameters.known(id, UserId::of);
        AdminBody body = AdminBody.of(bodies.object(request), "role");
        members.changeRole(caller.business(), Actors.person(caller), member, role(body));
    }

    @DeleteMapping("/api/admin/members/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        members.remove(caller.business(), Actors.person(caller), Parameters.known(id, UserId::of));
    }

    @GetMapping("/api/admin/invitations")
    Map<String, List<InvitationRow>> invitations(@AuthenticationPrincipal ApiCaller caller) {
        return Map.of(
                "invitations",
                invitations.list(caller.business()).stream()
                        .map(i ->
                                new InvitationRow(i.id().toString(), i.email(), i.role(), i.createdAt(), i.expiresAt()))
                        .toList());
    }

    @PostMapping("/api/admin/invitations")
    @ResponseStatus(HttpStatus.CREATED)
    InvitationAnswer.NewInvitation invite(@AuthenticationPrincipal ApiCaller caller, HttpServletRequest request) {
        AdminBody body = AdminBody.of(bodies.object(request), "email", "role");
        String email = body.required("email");
        return answer.of(
                caller.business(),
                invitations.invite(caller.business(), Actors.person(caller), email, role(body)),
                request);
    }

    @PostMapping("/api/admin/invitations/{id}/resend")
    InvitationAnswer.NewInvitation resend(
            @AuthenticationPrincipal ApiCaller caller, @PathVariable String id, HttpServletRequest request) {
        UUID invitation = Parameters.known(id, UUID::fromString);
        return answer.of(
                caller.business(), invitations.resend(caller.business(), Actors.person(caller), invitation), request);
    }

    @DeleteMapping("/api/admin/invitations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        invitations.withdraw(caller.business(), Actors.person(caller), Parameters.known(id, UUID::fromString));
    }

    @GetMapping("/api/admin/tokens")
    Map<String, List<TokenRow>> tokens(@AuthenticationPrincipal ApiCaller caller) {
        return Map.of(
                "tokens",
                tokens.list(caller.business(), Actors.person(caller)).stream()
                        .map(t -> new TokenRow(
                                t.id().toString(), t.email(), t.name(), t.createdAt(), t.expiresAt(), t.revokedAt()))
                        .toList());
    }

    @PostMapping("/api/admin/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    NewToken createToken(@AuthenticationPrincipal ApiCaller caller, HttpServletRequest request) {
        AdminBody body = AdminBody.of(bodies.object(request), "name", "days");
        Integer days = body.optionalWhole("days");
        Duration life = Duration.ofDays(days == null ? USUAL_DAYS : days);
        AccessTokens.IssuedToken issued =
                tokens.create(caller.business(), Actors.person(caller), body.required("name"), life);
        return new NewToken(issued.id().toString(), issued.text(), issued.expiresAt());
    }

    @DeleteMapping("/api/admin/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeToken(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        tokens.revoke(caller.business(), Actors.person(caller), Parameters.known(id, KeyId::of));
    }

    private static Role role(AdminBody body) {
        return Parameters.parsed("role", body.required("role"), Role::valueOf);
    }
}
