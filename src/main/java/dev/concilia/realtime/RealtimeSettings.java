package dev.concilia.realtime;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param gather how long changes of a business are gathered before they are told
 * @param details most single records that one burst is told by; a greater one is told by its tables
 * @param heartbeat how often a quiet stream of server-sent events shows that it is alive
 * @param queue most events that wait for one slow client, which is then dropped
 * @param streams most server-sent event streams of a node, {@code streamsPerCaller} most of one key or token
 * @param restartDelay how long after the start the terminals are asked to sync; negative: never
 */
@ConfigurationProperties("concilia.realtime")
record RealtimeSettings(
        @DefaultValue("5ms") Duration gather,
        @DefaultValue("100") int details,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("512") int queue,
        @DefaultValue("2000") int streams,
        @DefaultValue("200") int streamsPerCaller,
        @DefaultValue("2s") Duration restartDelay) {}
