package dev.concilia.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.support.HubTest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@HubTest
@Timeout(60)
class SocketServerTest {
    private final SocketRooms rooms;
    private final Door door;

    SocketServerTest(SocketRooms rooms, Door door) {
        this.rooms = rooms;
        this.door = door;
    }

    @Test
    void aStartThatFindsItsPortTakenLeavesNothingRunning() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(SocketServer.HOST))) {
            SocketServer server = new SocketServer(rooms, door) {
                @Override
                int freePort() {
                    return taken.getLocalPort();
                }
            };
            assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
        }
        Set<Thread> timers = new HashSet<>(Thread.getAllStackTraces().keySet());
        timers.removeAll(before);
        timers.removeIf(thread -> !runsNetty(thread));
        for (Thread timer : timers) {
            timer.join(Duration.ofSeconds(10));
        }

        assertThat(timers).filteredOn(Thread::isAlive).isEmpty();
    }

    private static boolean runsNetty(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().startsWith("io.netty.")) {
                return true;
            }
        }
        return false;
    }
}
