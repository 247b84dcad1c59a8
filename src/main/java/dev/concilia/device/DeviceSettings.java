package dev.concilia.device;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param syncInterval how often a device is expected to make contact ({@code SYNC_INTERVAL}); silence of three
 *     intervals is an error
 * @param keyLife how long a new key is valid
 * @param keyWarning how long before its end a key is shown as due for rotation
 * @param syncApiKey a key of the first business, chosen by the operator ({@code SYNC_API_KEY})
 * @param apiSecretKey likewise ({@code API_SECRET_KEY})
 */
@ConfigurationProperties("concilia.device")
public record DeviceSettings(
        @DefaultValue("30s") Duration syncInterval,
        @DefaultValue("90d") Duration keyLife,
        @DefaultValue("15d") Duration keyWarning,
        @Nullable String syncApiKey,
        @Nullable String apiSecretKey) {
    @Override
    public String toString() {
        return "DeviceSettings[syncInterval=" + syncInterval + ", keyLife=" + keyLife + "]";
    }
}
