package dev.concilia.realtime;

import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.listener.ExceptionListenerAdapter;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client does wrong is its own affair; the arguments are never logged, as keys may be among them. */
final class QuietFailures extends ExceptionListenerAdapter {
    private static final Logger log = LoggerFactory.getLogger(QuietFailures.class);

    @Override
    public void onEventException(Exception e, List<Object> args, SocketIOClient client) {
        note(e);
    }

    @Override
    public void onDisconnectException(Exception e, SocketIOClient client) {
        note(e);
    }

    @Override
    public void onConnectException(Exception e, SocketIOClient client) {
        note(e);
    }

    @Override
    public void onAuthException(Throwable e, SocketIOClient client) {
        note(e);
    }

    @Override
    public boolean exceptionCaught(ChannelHandlerContext context, Throwable e) {
        note(e);
        context.close();
        return true;
    }

    private static void note(Throwable e) {
        log.debug("A socket.io client caused {}", e.getClass().getName());
    }
}
