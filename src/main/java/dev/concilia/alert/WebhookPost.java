package dev.concilia.alert;

import dev.concilia.alert.DeliveryFailure.Reason;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Posts to webhooks: to public addresses only, without following redirects, within a bounded time, and without reading
 * what the receiver has to say beyond its status.
 */
@Component
class WebhookPost {
    private static final Logger log = LoggerFactory.getLogger(WebhookPost.class);
    private static final int MOST_AT_A_TIME = 64;

    private final CloseableHttpClient client;
    private final Duration timeout;
    private final Clock clock;

    WebhookPost(AlertSettings settings, Clock clock) {
        this.timeout = settings.webhookTimeout();
        this.clock = clock;
        this.client = client(settings);
    }

    private static CloseableHttpClient client(AlertSettings settings) {
        Timeout timeout = Timeout.of(settings.webhookTimeout());
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new PublicAddresses(settings.allowPrivateWebhooks()))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .setMaxConnTotal(MOST_AT_A_TIME)
                        .setMaxConnPerRoute(MOST_AT_A_TIME)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .setRedirectsEnabled(false)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false) // each one is looked up anew
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Concilia")
                .build();
    }

    /** Posts a body under an id that stays the same when it is sent again; empty if the receiver took it. */
    Optional<DeliveryFailure> send(String url, String secret, UUID id, byte[] body) {
        HttpPost post = new HttpPost(url); // it was checked when the channel was made
        long timestamp = clock.instant().getEpochSecond();
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        post.setHeader("Concilia-Delivery", id.toString());
        post.setHeader("Concilia-Timestamp", Long.toString(timestamp));
        post.setHeader("Concilia-Signature", WebhookSignature.of(secret, timestamp, body));
        CompletableFuture<Void> deadline = CompletableFuture.runAsync(
                post::abort, // a receiver that sends a byte now and then never runs into the socket's timeout
                CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS));
        try {
            int status = status(post);
            return status >= 200 && status < 300
                    ? Optional.empty()
                    : Optional.of(new DeliveryFailure(Reason.STATUS, Integer.toString(status)));
        } catch (HttpException e) {
            return Optional.of(DeliveryFailure.of(Reason.UNREACHABLE));
        } catch (IOException e) {
            return Optional.of(post.isAborted() ? DeliveryFailure.of(Reason.NO_ANSWER) : failure(e));
        } finally {
            deadline.cancel(false);
        }
    }

    private int status(HttpPost post) throws IOException, HttpException {
        ClassicHttpResponse response = client.executeOpen(RoutingSupport.determineHost(post), post, null);
        int status = response.getCode();
        post.abort(); // closing alone would read the rest of the answer, which may have no end
        try {
            response.close();
        } catch (IOException e) {
            log.trace("The connection was gone already", e);
        }
        return status;
    }

    private static DeliveryFailure failure(IOException e) {
        return switch (e) {
            case PublicAddresses.PrivateAddressException hidden ->
                new DeliveryFailure(Reason.PRIVATE_ADDRESS, String.valueOf(hidden.getMessage()));
            case UnknownHostException unknown ->
                new DeliveryFailure(Reason.HOST_UNKNOWN, String.valueOf(unknown.getMessage()));
            case SSLException insecure -> new DeliveryFailure(Reason.NOT_SECURE, String.valueOf(insecure.getMessage()));
            case SocketTimeoutException late -> DeliveryFailure.of(Reason.NO_ANSWER);
            case InterruptedIOException cut -> DeliveryFailure.of(Reason.NO_ANSWER);
            default -> DeliveryFailure.of(Reason.UNREACHABLE);
        };
    }

    @PreDestroy
    void close() throws IOException {
        client.close();
    }
}
