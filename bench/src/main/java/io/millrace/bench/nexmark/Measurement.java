package io.millrace.bench.nexmark;

import java.util.Locale;

/**
 * What a run took.
 *
 * @param events rows of all tables the query reads, each counted once
 * @param cpuSeconds processor time of the whole process, compilation and clean-up included
 */
public record Measurement(String query, int parallelism, long events, double seconds, double cpuSeconds) {
    public double eventsPerSecond() {
        return events / seconds;
    }

    /** The line with the processor time behind it, which other load on the machine does not change. */
    public String lineWithCpu() {
        return line()
                + String.format(Locale.ROOT, " cpu_s=%.2f events_per_cpu_s=%.0f", cpuSeconds, events / cpuSeconds);
    }

    /** {@code q5 parallelism=2 events=… seconds=… events_per_s=…}. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%s parallelism=%d events=%d seconds=%.2f events_per_s=%.0f",
                query,
                parallelism,
                events,
                seconds,
                eventsPerSecond());
    }
}
