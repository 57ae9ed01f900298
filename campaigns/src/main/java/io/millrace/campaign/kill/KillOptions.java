package io.millrace.campaign.kill;

/**
 * How a campaign goes.
 *
 * @param events Nexmark events in the file
 * @param seconds how long reading them takes at least
 * @param kills how often the server is killed
 * @param seed of the moments
 * @param slackMillis how much more than an interval's worth and what comes in while a checkpoint is written may be read again:
 *     on a busy machine a checkpoint may be late
 */
public record KillOptions(
        long events, int seconds, int kills, long seed, long checkpointMillis, long slackMillis, int parallelism) {
    public KillOptions {
        if (events < 1 || seconds < 1 || kills < 0 || checkpointMillis < 1 || parallelism < 1) {
            throw new IllegalArgumentException("events, seconds, checkpoint interval and parallelism must be positive");
        }
    }

    /** Rows that every query reads in a second. */
    public long rowsPerSecond() {
        return Math.max(1, events / seconds);
    }
}
