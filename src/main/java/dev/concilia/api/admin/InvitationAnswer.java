package dev.concilia.api.admin;

import dev.concilia.alert.InvitationMail;
import dev.concilia.business.HubAddress;
import dev.concilia.business.Invitations;
import dev.concilia.business.Role;
import dev.concilia.kernel.BusinessId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends an invitation by e-mail, and answers with its link only where that did not work. */
@Component
class InvitationAnswer {
    private final InvitationMail mail;
    private final HubAddress address;

    InvitationAnswer(InvitationMail mail, HubAddress address) {
        this.mail = mail;
        this.address = address;
    }

    /** {@code link} is none where it was sent by e-mail. */
    record NewInvitation(
            String id,
            String email,
            Role role,
            boolean sent,
            @Nullable String link,
            Instant expiresAt) {}

    NewInvitation of(BusinessId business, Invitations.Issued issued, HttpServletRequest request) {
        boolean sent = mail.send(business, issued).isEmpty();
        String origin = address.origin(URI.create(request.getRequestURL().toString()));
        return new NewInvitation(
                issued.id().toString(),
                issued.email(),
                issued.role(),
                sent,
                sent ? null : issued.link(origin),
                issued.expiresAt());
    }
}
