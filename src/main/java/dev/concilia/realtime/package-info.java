/** Tells devices and pages at once what changed: socket.io, server-sent events, and the word from node to node. */
@NullMarked
package dev.concilia.realtime;

import org.jspecify.annotations.NullMarked;
