package dev.concilia.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.alert.DeliveryFailure.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookPostTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final byte[] BODY = "{\"é\":1}".getBytes(StandardCharsets.UTF_8);
    private static final UUID ID = UUID.randomUUID();

    private final Receiver receiver = new Receiver();
    private final WebhookPost post = post(true);

    private static WebhookPost post(boolean allowPrivate) {
        AlertSettings settings = new AlertSettings(
                Duration.ofMinutes(5), allowPrivate, Duration.ofSeconds(1), Duration.ofDays(1), Duration.ofDays(1));
        return new WebhookPost(settings, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
        post.close();
    }

    private Optional<Reason> send(String url) {
        return post.send(url, "secret", ID, BODY).map(DeliveryFailure::reason);
    }

    @Test
    void the_receiver_can_check_who_sent_it_and_when() {
        assertThat(send(receiver.url())).isEmpty();

        assertThat(receiver.got()).singleElement().satisfies(got -> {
            assertThat(got.method()).isEqualTo("POST");
            assertThat(got.delivery()).isEqualTo(ID.toString());
            assertThat(got.timestamp()).isEqualTo("1795348800");
            assertThat(got.body()).isEqualTo(BODY);
            // printf '1795348800.{"é":1}' | openssl dgst -sha256 -hmac secret
            assertThat(got.signature())
                    .isEqualTo("v1=cb7dbba23bb2b748922df965ddb9d69d9693a7b405e331b1cfb8be7765e7a709");
        });
    }

    @Test
    void only_success_is_success_and_redirects_are_not_followed() {
        receiver.answers(500);
        assertThat(post.send(receiver.url(), "s", ID, BODY)).contains(new DeliveryFailure(Reason.STATUS, "500"));
        try (Receiver other = new Receiver()) {
            receiver.behave(exchange -> {
                exchange.getResponseHeaders().set("Location", other.url());
                Receiver.answer(exchange, 307);
            });
            assertThat(post.send(receiver.url(), "s", ID, BODY)).contains(new DeliveryFailure(Reason.STATUS, "307"));
            assertThat(other.got()).isEmpty();
        }
        assertThat(receiver.got()).hasSize(2);
    }

    @Test
    void a_receiver_that_is_gone_or_has_no_address_is_said_so() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(send("http://127.0.0.1:" + free + "/")).contains(Reason.UNREACHABLE);
        assertThat(send("http://nobody.invalid/")).contains(Reason.HOST_UNKNOWN);
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> speakPlainly(plain));
            assertThat(send("https://127.0.0.1:" + plain.getLocalPort() + "/")).contains(Reason.NOT_SECURE);
        }
    }

    private static void speakPlainly(ServerSocket plain) {
        try (Socket socket = plain.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // the sender has hung up, as it should
        }
    }

    @Test
    void a_receiver_that_never_answers_is_given_up() {
        CountDownLatch end = new CountDownLatch(1);
        receiver.behave(exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertThat(send(receiver.url())).contains(Reason.NO_ANSWER);
        } finally {
            end.countDown();
        }
    }

    @Test
    void a_receiver_that_answers_a_byte_at_a_time_is_given_up() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread dripping = Thread.ofVirtual().start(() -> drip(slow));
            assertThat(send("http://127.0.0.1:" + slow.getLocalPort() + "/")).contains(Reason.NO_ANSWER);
            dripping.join();
        }
    }

    private static void drip(ServerSocket slow) {
        try (Socket socket = slow.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('x');
                out.flush();
                java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            // the sender has hung up, as it should
        }
    }

    @Test
    void an_answer_without_end_is_not_read() {
        receiver.behave(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(new byte[8_192]);
                }
            } catch (IOException e) {
                // the sender has hung up, as it should
            }
        });
        assertThat(send(receiver.url())).isEmpty();
    }

    @Test
    void nothing_is_sent_to_private_addresses_whatever_they_are_called() throws IOException {
        WebhookPost strict = post(false);
        String port = receiver.url().substring(receiver.url().lastIndexOf(':'));
        for (String host : new String[] {"127.0.0.1", "localhost", "[::1]", "2130706433", "[::ffff:127.0.0.1]"}) {
            assertThat(strict.send("http://" + host + port, "s", ID, BODY).map(DeliveryFailure::reason))
                    .as(host)
                    .contains(Reason.PRIVATE_ADDRESS);
        }
        assertThat(receiver.got()).isEmpty();
        strict.close();
    }
}
