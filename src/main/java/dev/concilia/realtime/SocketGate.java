package dev.concilia.realtime;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * The hub's own {@code /socket.io/}: polls go to the socket.io server and their answers come back; what becomes a WebSocket is
 * handed to a {@link Tunnel}. Cookies and everything else that the server has no use for stay here.
 */
final class SocketGate extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int LARGEST_BODY = 64 * 1024;
    private static final Duration LONGEST_POLL = Duration.ofSeconds(90);
    private static final List<String> FORWARDED = List.of("X-API-Key", "Authorization", "Content-Type", "User-Agent");

    private final transient SocketServer server;
    private final transient HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    SocketGate(SocketServer server) {
        this.server = server;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int port = server.port();
        if (port == 0) {
            response.setHeader("Retry-After", "5");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            Tunnel.open(request, response, port);
        } else if (List.of("GET", "POST").contains(request.getMethod())) {
            forward(request, response, port);
        } else {
            response.setHeader("Allow", "GET, POST");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private void forward(HttpServletRequest request, HttpServletResponse response, int port) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        BodyPublisher publisher =
                request.getMethod().equals("POST") ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody();
        HttpRequest.Builder poll = HttpRequest.newBuilder(
                        URI.create("http://" + SocketServer.HOST + ":" + port + target(request)))
                .timeout(LONGEST_POLL)
                .method(request.getMethod(), publisher);
        for (String name : FORWARDED) {
            String value = request.getHeader(name);
            if (value != null) {
                poll.header(name, value);
            }
        }
        try {
            HttpResponse<byte[]> answer = client.send(poll.build(), BodyHandlers.ofByteArray());
            response.setStatus(answer.statusCode());
            answer.headers().firstValue("Content-Type").ifPresent(response::setContentType);
            response.setHeader("Cache-Control", "no-store");
            response.getOutputStream().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } catch (IOException e) {
            if (!response.isCommitted()) {
                response.setStatus(
                        HttpServletResponse.SC_BAD_GATEWAY); // the server has ended the session; a client comes anew
            }
        }
    }

    /** Path and query as they came. */
    static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return "/socket.io/" + (query == null ? "" : "?" + query);
    }
}
