package dev.concilia.alert;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param recoveryLasts how long a recovery has to last before it is told; what comes back sooner is the same alert
 * @param allowPrivateWebhooks whether webhooks may go to this machine and to private networks, and without TLS
 *     ({@code ALLOW_PRIVATE_WEBHOOKS}); whoever may set up a channel can then reach what the hub reaches
 * @param webhookTimeout how long a webhook may take from its first byte to its status
 * @param keep how long alerts that are over are kept
 * @param keepDeliveries how long what was told is kept
 */
@ConfigurationProperties("concilia.alert")
record AlertSettings(
        @DefaultValue("5m") Duration recoveryLasts,
        @DefaultValue("false") boolean allowPrivateWebhooks,
        @DefaultValue("10s") Duration webhookTimeout,
        @DefaultValue("400d") Duration keep,
        @DefaultValue("30d") Duration keepDeliveries) {}
