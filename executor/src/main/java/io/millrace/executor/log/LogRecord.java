package io.millrace.executor.log;

import io.millrace.spi.batch.RowBatch;
import java.util.List;
import java.util.Set;

/** An entry of the epoch log. */
public sealed interface LogRecord {
    /** The epoch it belongs to. */
    long epoch();

    /** A query closed an epoch. */
    record Cut(QueryCut cut) implements LogRecord {
        @Override
        public long epoch() {
            return cut.epoch();
        }
    }

    /** Native tables changed, all of them or none. */
    record TableCommit(long epoch, List<TableChanges> tables) implements LogRecord {
        public TableCommit {
            tables = List.copyOf(tables);
        }
    }

    /** Net changes of one native table. */
    record TableChanges(String table, RowBatch changes) {}

    /** An object was created; {@code object} is its JSON. */
    record Created(long epoch, String object) implements LogRecord {}

    /** An object has other options from now on; {@code object} is its JSON. */
    record Altered(long epoch, String object) implements LogRecord {}

    /** Objects were dropped. */
    record Dropped(long epoch, Set<String> names) implements LogRecord {
        public Dropped {
            names = Set.copyOf(names);
        }
    }

    /**
     * A query that had failed for good was begun again by somebody: what it closed after its newest published epoch and up to here came
     * to nothing.
     *
     * @param published its newest epoch then
     */
    record Restarted(long epoch, String query, long published) implements LogRecord {}

    /** Epochs up to this one may have been shown to readers, whether they left a record or not. */
    record EpochsReserved(long epoch) implements LogRecord {}
}
