package dev.concilia.alert;

import dev.concilia.business.Business;
import dev.concilia.business.Tenants;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Sends through a channel whatever way it goes. Never in a transaction: the other side may take its time. */
@Component
class Carriers {
    private final Tenants tenants;
    private final ChannelRows channels;
    private final MailPost mail;
    private final WebhookPost webhooks;
    private final Letters letters;
    private final WebhookBody bodies;

    Carriers(
            Tenants tenants,
            ChannelRows channels,
            MailPost mail,
            WebhookPost webhooks,
            Letters letters,
            WebhookBody bodies) {
        this.tenants = tenants;
        this.channels = channels;
        this.mail = mail;
        this.webhooks = webhooks;
        this.letters = letters;
        this.bodies = bodies;
    }

    Optional<DeliveryFailure> send(Business business, Channel channel, DeliveryRows.Claimed one) {
        return switch (channel.type()) {
            case MAIL -> mail.send(channel.target(), one.id(), letters.of(one.notice(), business, channel.locale()));
            case WEBHOOK ->
                webhooks.send(
                        channel.target(),
                        secret(business, channel),
                        one.id(),
                        bodies.of(one.id(), one.notice(), business, channel.locale()));
        };
    }

    Optional<DeliveryFailure> test(Business business, Channel channel, UUID id) {
        return switch (channel.type()) {
            case MAIL -> mail.send(channel.target(), id, letters.test(business, channel.locale()));
            case WEBHOOK -> webhooks.send(channel.target(), secret(business, channel), id, bodies.test(id, business));
        };
    }

    private String secret(Business business, Channel channel) {
        return tenants.read(business.id(), () -> channels.secret(business.id(), channel.id()));
    }
}
