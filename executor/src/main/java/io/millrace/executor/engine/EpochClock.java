package io.millrace.executor.engine;

import io.millrace.executor.log.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The database's clock of epochs. A number is given to each commit of tables and to each tick; it is <em>stable</em> once every
 * commit up to it can be read, so that a barrier of that number means the same to all queries.
 *
 * <p>Numbers are reserved in the log before anyone may see them, so that time does not go back after a crash, whatever epochs
 * left a record.
 *
 * <p><b>Threading:</b> the conductor.
 */
final class EpochClock {
    private static final long RESERVED_AHEAD = 100_000;
    private static final long RESERVE_BELOW = 20_000;

    private final Journal journal;
    private final List<LongConsumer> waiting = new ArrayList<>();
    private long current;
    private long stable;
    private long reserved;
    private boolean reserving;
    private int commitsPending;

    EpochClock(Journal journal) {
        this.journal = journal;
    }

    /** Begins behind everything that may have been seen. */
    void beginAt(long epoch) {
        current = epoch;
        stable = epoch;
        reserved = epoch;
    }

    long current() {
        return current;
    }

    /** The newest epoch up to which every commit can be read. */
    long stable() {
        return stable;
    }

    /** A number for a commit, to be followed by {@link #commitReadable}. */
    long beginCommit() {
        commitsPending++;
        current++;
        reserveAhead();
        return current;
    }

    /** A commit's changes were published; commits come in order. */
    void commitReadable(long epoch) {
        commitsPending--;
        stable = epoch;
        serveWaiting();
    }

    /** A change of the catalog with that number is in force: whoever waits gets a later one, at which it holds. */
    void definitionInForce(long epoch) {
        commitsPending--;
        stable = epoch;
        if (!waiting.isEmpty()) {
            tick();
        }
    }

    /** Closes an epoch now if no commit is on its way; otherwise the commit's own epoch will do. */
    long tick() {
        if (commitsPending == 0 && current < reserved) {
            current++;
            stable = current;
            reserveAhead();
            serveWaiting();
        }
        return stable;
    }

    /** Calls back with a new stable epoch, at once or when the commits on their way are readable. */
    void whenClosed(LongConsumer consumer) {
        waiting.add(consumer);
        tick();
    }

    private void serveWaiting() {
        List<LongConsumer> served = new ArrayList<>(waiting);
        waiting.clear();
        served.forEach(consumer -> consumer.accept(stable));
    }

    /** Makes sure that numbers beyond the current one may be shown. */
    void reserveAhead() {
        if (reserving || reserved - current > RESERVE_BELOW) {
            return;
        }
        reserving = true;
        long upTo = current + RESERVED_AHEAD;
        journal.append(new LogRecord.EpochsReserved(upTo), () -> {
            reserved = upTo;
            reserving = false;
            if (!waiting.isEmpty()) {
                tick();
            }
        });
    }
}
