package dev.concilia.realtime;

import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.messages.PacketsMessage;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.nio.charset.StandardCharsets;

/**
 * The library asks whose key it is only where a client sends some {@code auth} with its connect packet; one that sends none
 * would be let in unasked. So an empty one is put in.
 */
final class AskingChannels extends SocketIOChannelInitializer {
    private static final String NAME = "emptyAuth";
    private static final EmptyAuth EMPTY_AUTH = new EmptyAuth();

    @Override
    protected void addSocketioHandlers(ChannelPipeline pipeline) {
        super.addSocketioHandlers(pipeline);
        pipeline.addBefore(PACKET_HANDLER, NAME, EMPTY_AUTH);
    }

    @Sharable
    private static final class EmptyAuth extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            super.channelRead(context, message instanceof PacketsMessage packets ? filled(packets) : message);
        }

        private static PacketsMessage filled(PacketsMessage packets) {
            String text = packets.getContent().toString(StandardCharsets.UTF_8);
            String filled = AskingChannels.filled(text);
            return filled.equals(text)
                    ? packets
                    : new PacketsMessage(
                            packets.getClient(),
                            Unpooled.copiedBuffer(filled, StandardCharsets.UTF_8),
                            packets.getTransport());
        }
    }

    private static final String CONNECT = "40";
    private static final String PARTED_BY = "\u001e";

    /** {@code 40} becomes {@code 40{}}, {@code 40/sync,} becomes {@code 40/sync,{}}. */
    static String filled(String text) {
        if (!text.contains(CONNECT)) {
            return text;
        }
        String[] packets = text.split(PARTED_BY, -1);
        for (int i = 0; i < packets.length; i++) {
            String packet = packets[i];
            if (packet.startsWith(CONNECT) && packet.indexOf('{') < 0) {
                boolean named = packet.length() > CONNECT.length() && !packet.endsWith(",");
                packets[i] = packet + (named ? ",{}" : "{}");
            }
        }
        return String.join(PARTED_BY, packets);
    }
}
