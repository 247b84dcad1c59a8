package dev.concilia.realtime;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * The hub's own {@code /socket.io/}: polls go to the socket.io server and their answers come back; what becomes a WebSocket is
 * handed to a {@link Tunnel}.
 */
final class SocketGate extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;
    private static final int LONGEST_POLL_MS = 90_000;
    private static final Set<String> METHODS = Set.of("GET", "POST");

    private final transient SocketServer server;

    SocketGate(SocketServer server) {
        this.server = server;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int port = server.port();
        if (port == 0) {
            response.setHeader("Retry-After", "5");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else if (!METHODS.contains(request.getMethod())) {
            response.setHeader("Allow", "GET, POST");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            Tunnel.open(request, response, port);
        } else {
            forward(request, response, port);
        }
    }

    private static void forward(HttpServletRequest request, HttpServletResponse response, int port) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        Loopback.Head head;
        byte[] answer;
        try (Loopback poll = new Loopback(port, LONGEST_POLL_MS)) {
            poll.send(request, "Connection: close\r\n", body);
            head = poll.head();
            answer = poll.body(head, LARGEST_ANSWER);
        } catch (IOException e) {
            response.setStatus(
                    HttpServletResponse.SC_BAD_GATEWAY); // the session has ended; the client begins a new one
            return;
        }
        response.setStatus(head.status());
        response.setContentType(head.headers().getOrDefault("content-type", "text/plain"));
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(answer);
    }
}
