package io.millrace.plan.node;

/**
 * How a query treats rows behind the watermark, and state that nothing touches any more.
 *
 * @param allowedLatenessMicros how long behind the watermark rows still count: what fires is corrected so long, what expires
 *     is kept so much longer
 * @param keepsLateRows whether later rows are kept to be looked at; they are counted in any case
 * @param stateTtlMicros groups untouched for so long, by the times of epochs, are taken back and forgotten; 0 for never
 */
public record TimeLimits(long allowedLatenessMicros, boolean keepsLateRows, long stateTtlMicros) {
    public static final TimeLimits NONE = new TimeLimits(0, false, 0);

    /** Groups are looked at for their age whenever the time of epochs comes to a multiple of this part of it. */
    private static final int TTL_STEPS = 64;

    private static final long TTL_STEP_MICROS_MIN = 1_000;

    public TimeLimits {
        if (allowedLatenessMicros < 0 || stateTtlMicros < 0) {
            throw new IllegalArgumentException("late by " + allowedLatenessMicros + ", kept for " + stateTtlMicros);
        }
    }

    /** Event time up to which nothing changes any more. */
    public long settledUpTo(long watermarkMicros) {
        return watermarkMicros == Long.MAX_VALUE || watermarkMicros == Long.MIN_VALUE
                ? watermarkMicros
                : watermarkMicros - allowedLatenessMicros;
    }

    /** The time, rounded down, at which untouched state is next looked for; it goes on in steps. */
    public long ttlStep(long epochTimeMicros) {
        return epochTimeMicros
                - Math.floorMod(epochTimeMicros, Math.max(TTL_STEP_MICROS_MIN, stateTtlMicros / TTL_STEPS));
    }
}
