package dev.concilia.realtime;

import dev.concilia.kernel.BusinessId;
import java.util.Optional;

/**
 * One word from node to node: {@code kind node business seq priority}, parted by blanks.
 *
 * @param node who said it; a node does not listen to itself
 * @param seq of changes: up to where; otherwise 0
 * @param priority of changes: the most urgent; otherwise 0
 */
record NodeNote(Kind kind, String node, BusinessId business, long seq, int priority) {
    /** The channel of LISTEN and NOTIFY. */
    static final String CHANNEL = "concilia_news";

    enum Kind {
        CHANGES,
        DEVICES,
        KEYS,
        MEMBERS,
        TRIGGERS,
        ALERTS
    }

    /** What two notes of a kind about a business say together. */
    NodeNote with(NodeNote other) {
        return new NodeNote(kind, node, business, Math.max(seq, other.seq), Math.max(priority, other.priority));
    }

    String text() {
        return kind + " " + node + " " + business + " " + seq + " " + priority;
    }

    /** Empty for what no node of this version says. */
    static Optional<NodeNote> read(String text) {
        String[] parts = text.split(" ", -1);
        try {
            return parts.length == 5
                    ? Optional.of(new NodeNote(
                            Kind.valueOf(parts[0]),
                            parts[1],
                            BusinessId.of(parts[2]),
                            Long.parseLong(parts[3]),
                            Integer.parseInt(parts[4])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
