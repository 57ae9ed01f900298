package io.millrace.executor.engine;

import io.millrace.spi.error.Blame;
import io.millrace.spi.error.MillraceException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How often a query has been started again since it last got past what stopped it. <b>Threading:</b> the conductor.
 */
final class Attempts {
    /** SQLSTATEs of what data are to blame for. */
    private static final String DATA_CLASS = "22";

    private int count;
    private @Nullable MillraceException error;
    private long failedAtEpoch;
    private long nextMicros;

    int count() {
        return count;
    }

    /** What stopped it last; null if it has got past that. */
    @Nullable MillraceException error() {
        return error;
    }

    /** When it is started again; 0 if it runs. */
    long nextMicros() {
        return nextMicros;
    }

    /** Whether it is the error it was started again for, of a kind that will be there the next time too. */
    boolean isRepeated(MillraceException now) {
        MillraceException before = error;
        return before != null
                && !mayPass(now)
                && before.sqlState() == now.sqlState()
                && Objects.equals(before.getMessage(), now.getMessage());
    }

    /** Whether waiting may help: an outside system had it, and not by what it delivered. */
    static boolean mayPass(MillraceException error) {
        return error.blame() == Blame.OUTSIDE && !error.sqlState().code().startsWith(DATA_CLASS);
    }

    /** It has failed and will be started again. */
    void failed(MillraceException why, long newestEpoch, long nextAttemptMicros) {
        count++;
        error = why;
        failedAtEpoch = Math.max(failedAtEpoch, newestEpoch);
        nextMicros = nextAttemptMicros;
    }

    /** Somebody wants it started again: it has all its attempts once more. */
    void forget() {
        count = 0;
        error = null;
        failedAtEpoch = 0;
        nextMicros = 0;
    }

    void started() {
        nextMicros = 0;
    }

    /** Its state at an epoch is where it will not be lost. */
    void reached(long epoch) {
        if (epoch > failedAtEpoch) {
            count = 0;
            error = null;
        }
    }
}
