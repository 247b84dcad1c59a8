package dev.concilia.realtime;

import dev.concilia.kernel.Ids;
import org.springframework.stereotype.Component;

/** What this node calls itself among the nodes of the hub, for as long as it runs. */
@Component
class NodeName {
    private final String value;

    NodeName(Ids ids) {
        this.value = ids.next().toString();
    }

    String value() {
        return value;
    }
}
