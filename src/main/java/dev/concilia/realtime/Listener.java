package dev.concilia.realtime;

import dev.concilia.sync.HintFeed.Place;
import java.util.List;

/** Somebody who is connected to this node and hears the events of one business. None of it may block. */
interface Listener {
    Pass pass();

    /** Tells what happened, in order; {@code place} is of the feed that it happened in. */
    void hear(List<News> news, Place place);

    /** Ends the connection: its key is no longer valid. */
    void dismiss();
}
