package io.millrace.executor.query;

import io.millrace.executor.clock.Clock;
import io.millrace.executor.source.ConnectorInput;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.HashMap;
import java.util.Map;

/** Opens the splits of one connector scan. <b>Threading:</b> the task's thread, and the one that builds the query. */
final class ConnectorSplits implements ConnectorInput.Splits {
    private final ConnectorScan scan;
    private final Source source;
    private final Clock clock;
    private final QuerySpec spec;
    private final QueryInputs inputs;
    private final QueryMetrics metrics;
    private final int readers;
    private final Map<String, Split> found = new HashMap<>();

    ConnectorSplits(
            ConnectorScan scan,
            Source source,
            Clock clock,
            QuerySpec spec,
            QueryInputs inputs,
            QueryMetrics metrics,
            int readers) {
        this.scan = scan;
        this.source = source;
        this.clock = clock;
        this.spec = spec;
        this.inputs = inputs;
        this.metrics = metrics;
        this.readers = readers;
    }

    @Override
    public SplitReader open(String id, SplitPosition position) {
        return source.open(find(id), position, scan.readColumns(), new Context());
    }

    @Override
    public SplitPosition start(String id) {
        return find(id).start();
    }

    private Split find(String id) {
        Split known = found.get(id);
        if (known == null) {
            source.splits().forEach(split -> found.put(split.id(), split));
            known = found.get(id);
        }
        if (known == null) {
            throw new MillraceException(
                    SqlState.UNDEFINED_FILE,
                    "table " + scan.table().name() + ": split \"" + id + "\", which query " + spec.name()
                            + " has to read on, is gone");
        }
        return known;
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    private final class Context implements ReadContext {
        @Override
        public long nanoTime() {
            return clock.nanoTime();
        }

        @Override
        public int readers() {
            return readers;
        }

        @Override
        public void rejectRow(String where, String what, String row) {
            if (!scan.rejectRows() && !spec.skipsBadRows()) {
                throw new MillraceException(SqlState.BAD_INPUT_DATA, where + ": " + what + ": " + row);
            }
            metrics.rowsRejected.increment();
            inputs.reject(spec.name(), where, what, row);
        }
    }
}
