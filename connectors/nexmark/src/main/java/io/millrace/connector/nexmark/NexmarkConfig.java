package io.millrace.connector.nexmark;

import io.millrace.spi.batch.JavaValues;
import java.time.LocalDateTime;

/**
 * What determines every event.
 *
 * @param events how many there are, of all kinds together; {@link #ENDLESS} if without end
 * @param eventsPerSecond how many share one second of event time
 * @param baseTimeMicros event time of event 0
 */
public record NexmarkConfig(long events, long eventsPerSecond, long seed, long baseTimeMicros) {
    public static final long ENDLESS = Long.MAX_VALUE;
    public static final long EVENTS_PER_SECOND_DEFAULT = 10_000;
    public static final LocalDateTime BASE_TIME_DEFAULT = LocalDateTime.of(2024, 1, 1, 0, 0);

    public NexmarkConfig {
        if (events < 0 || eventsPerSecond < 1) {
            throw new IllegalArgumentException(events + " events, " + eventsPerSecond + " per second");
        }
    }

    /** So many events with the default rate, seed and base time. */
    public static NexmarkConfig ofEvents(long events) {
        return new NexmarkConfig(events, EVENTS_PER_SECOND_DEFAULT, 0, JavaValues.micros(BASE_TIME_DEFAULT));
    }

    public NexmarkConfig withEventsPerSecond(long newEventsPerSecond) {
        return new NexmarkConfig(events, newEventsPerSecond, seed, baseTimeMicros);
    }

    public NexmarkConfig withSeed(long newSeed) {
        return new NexmarkConfig(events, eventsPerSecond, newSeed, baseTimeMicros);
    }
}
