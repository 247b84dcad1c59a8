package dev.concilia.alert;

import dev.concilia.alert.DeliveryFailure.Reason;
import dev.concilia.business.Account;
import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.business.HubAddress;
import dev.concilia.business.Invitations;
import dev.concilia.business.People;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Ids;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Sends invitations by e-mail: at once and once, not by the outbox, which would have to keep the link. Links go by {@code
 * CONCILIA_PUBLIC_URL} alone: a request may have come by an address that the invited person cannot reach, or by a made-up one.
 */
@Service
public class InvitationMail {
    private static final Logger log = LoggerFactory.getLogger(InvitationMail.class);

    private final MailPost mail;
    private final Letters letters;
    private final HubAddress hub;
    private final Businesses businesses;
    private final People people;
    private final Account account;
    private final Ids ids;

    InvitationMail(
            MailPost mail,
            Letters letters,
            HubAddress hub,
            Businesses businesses,
            People people,
            Account account,
            Ids ids) {
        this.mail = mail;
        this.letters = letters;
        this.hub = hub;
        this.businesses = businesses;
        this.people = people;
        this.account = account;
        this.ids = ids;
    }

    /** Whether this hub sends e-mails at all; if not, people pass the links on themselves. */
    public boolean isOn() {
        return mail.isOn();
    }

    /**
     * Sends the link to who is invited, in the language that the person chose, else that of the business. Waits for the mail
     * server, so call it in no transaction. Empty if the server took it, else why not.
     */
    public Optional<DeliveryFailure> send(BusinessId business, Invitations.Issued invitation) {
        if (!isOn()) {
            return Optional.of(DeliveryFailure.of(Reason.NO_MAIL_SERVER));
        }
        URI address = hub.publicUrl();
        if (address == null) {
            return failed(invitation, DeliveryFailure.of(Reason.NO_PUBLIC_ADDRESS));
        }
        Business host = businesses.get(business);
        Letter letter = letters.invitation(
                host, invitation.link(hub.origin(address)), invitation.expiresAt(), language(invitation, host));
        return mail.send(invitation.email(), ids.next(), letter).flatMap(failure -> failed(invitation, failure));
    }

    private Locale language(Invitations.Issued invitation, Business host) {
        return people.byEmail(invitation.email())
                .map(person -> account.profile(person.id()).language())
                .orElse(host.locale());
    }

    private static Optional<DeliveryFailure> failed(Invitations.Issued invitation, DeliveryFailure failure) {
        log.warn("Invitation {} was not sent by e-mail: {}", invitation.id(), failure.reason());
        return Optional.of(failure);
    }
}
