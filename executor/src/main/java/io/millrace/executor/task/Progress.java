package io.millrace.executor.task;

/**
 * How far an input has come at a barrier.
 *
 * @param watermarkMicros no later row has a smaller event time; {@link Long#MIN_VALUE} for nothing known
 * @param idle whether it holds back no watermark for now
 * @param ended whether no row will ever follow
 */
public record Progress(long watermarkMicros, boolean idle, boolean ended) {
    public static final Progress NONE = new Progress(Long.MIN_VALUE, false, false);
    public static final Progress IDLE = new Progress(Long.MIN_VALUE, true, false);
    public static final Progress ENDED = new Progress(Long.MAX_VALUE, false, true);

    public static Progress at(long watermarkMicros) {
        return new Progress(watermarkMicros, false, false);
    }

    /** Of two inputs together: the smaller watermark of those that are not idle. */
    public Progress and(Progress other) {
        if (ended) {
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
