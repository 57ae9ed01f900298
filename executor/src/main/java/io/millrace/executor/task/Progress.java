package io.millrace.executor.task;

/**
 * How far an input has come at a barrier.
 *
 * @param watermarkMicros no later row has a smaller event time; {@link Long#MIN_VALUE} for nothing known
 * @param idle whether it holds back no watermark for now
 * @param ended whether no row will ever follow; with a watermark below the greatest if it was read up to a point only
 */
public record Progress(long watermarkMicros, boolean idle, boolean ended) {
    public static final Progress NONE = new Progress(Long.MIN_VALUE, false, false);
    public static final Progress IDLE = new Progress(Long.MIN_VALUE, true, false);
    public static final Progress ENDED = new Progress(Long.MAX_VALUE, false, true);

    public static Progress at(long watermarkMicros) {
        return new Progress(watermarkMicros, false, false);
    }

    /** No row follows because only what was there then is read. */
    public static Progress endedAt(long watermarkMicros) {
        return new Progress(watermarkMicros, false, true);
    }

    /** With event time so much behind, unless all of it or nothing is known. */
    public Progress delayed(long delayMicros) {
        boolean known = watermarkMicros != Long.MIN_VALUE && watermarkMicros != Long.MAX_VALUE;
        return known && delayMicros > 0 ? new Progress(watermarkMicros - delayMicros, idle, ended) : this;
    }

    /** Of two inputs together: the smaller watermark of those that are not idle. */
    public Progress and(Progress other) {
        if (ended && other.ended) {
            return watermarkMicros <= other.watermarkMicros ? this : other;
        } else if (ended) {
            return other;
        } else if (other.ended) {
            return this;
        } else if (idle) {
            return other;
        } else if (other.idle) {
            return this;
        }
        return watermarkMicros <= other.watermarkMicros ? this : other;
    }
}
