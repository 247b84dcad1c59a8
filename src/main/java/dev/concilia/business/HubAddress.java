package dev.concilia.business;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where people reach the hub.
 *
 * @param publicUrl scheme, host and port as browsers write them, such as {@code https://hub.example.com} ({@code
 *     CONCILIA_PUBLIC_URL}); none: what the request at hand came to
 */
@ConfigurationProperties("concilia")
public record HubAddress(@Nullable URI publicUrl) {
    public HubAddress {
        if (publicUrl != null && publicUrl.toString().isBlank()) {
            publicUrl = null;
        }
        if (publicUrl != null && (!isWeb(publicUrl.getScheme()) || publicUrl.getHost() == null)) {
            throw new IllegalArgumentException(
                    "CONCILIA_PUBLIC_URL: write it like https://hub.example.com, without a path.");
        }
    }

    /** The origin of links; {@code asked} is the address that the request at hand came to. */
    public String origin(URI asked) {
        URI address = publicUrl == null ? asked : publicUrl;
        boolean usual = address.getPort() < 0 || address.getPort() == ("https".equals(address.getScheme()) ? 443 : 80);
        return address.getScheme() + "://" + address.getHost() + (usual ? "" : ":" + address.getPort());
    }

    private static boolean isWeb(@Nullable String scheme) {
        return "https".equals(scheme) || "http".equals(scheme);
    }
}
