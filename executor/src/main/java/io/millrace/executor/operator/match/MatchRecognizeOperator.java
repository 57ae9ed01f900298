package io.millrace.executor.operator.match;

import io.millrace.executor.expression.EvaluationContext;
import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.sort.RowOrder;
import io.millrace.executor.operator.sort.SortedRows;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MATCH_RECOGNIZE. Rows wait until the watermark has passed their time; then they are looked at in order, so that the order in
 * which they came does not matter. Where no column is bounded by the watermark, they wait until the input has ended.
 *
 * <p><b>State:</b> rows that wait, by partition and time; the times at which partitions are to be looked at; and of each
 * partition in which a match has begun its rows from there on and the partial matches, rows and paths in pieces once there are
 * many ({@link Segments}).
 */
public final class MatchRecognizeOperator implements Operator {
    private final MatchRecognize node;
    private final OperatorContext context;
    private final @Nullable EventTimeColumn bound;
    private final PartitionTables tables;
    private final Matcher matcher;
    private final MatchWriter writer;
    private final RowOrder order;
    private final List<DataType> types;
    private boolean ended;

    /** @param partitionKeys positions among the partition's keys that decide its key group */
    public MatchRecognizeOperator(
            MatchRecognize node, PhysicalNode input, int[] partitionKeys, OperatorContext context) {
        this.node = node;
        this.context = context;
        types = input.rowType().fields().stream().map(Field::type).toList();
        bound = node.timeColumn() < 0
                ? null
                : input.properties().eventTimes().stream()
                        .filter(time -> time.column() == node.timeColumn())
                        .findFirst()
                        .orElseThrow(() -> MillraceException.internal("operator " + node.id() + ": column "
                                + node.timeColumn() + " of its input is not bounded by the watermark"));
        PatternProgram program = new PatternProgram(node, types, new Evaluation(context));
        writer = new MatchWriter(
                program,
                node.properties().rowType().fields().stream().map(Field::type).toList(),
                context.skipsBadRows());
        matcher = new Matcher(program, writer, context, new Partition(program.newRows(0), program.registerCount()));
        order = new RowOrder(node.order(), types.size());
        tables = new PartitionTables(node, types, partitionKeys, program, context.state());
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (bound == null) {
            tables.add(withTimes(batch, new LongColumn(new long[physicalRows(batch)], null)));
        } else {
            RowBatch timed = batch.column(bound.column()).nulls() == null ? batch : withoutNullTimes(batch);
            tables.add(withTimes(timed, timed.column(bound.column())));
        }
    }

    private static int physicalRows(RowBatch batch) {
        return batch.rows() == 0 ? 0 : batch.row(batch.rows() - 1) + 1;
    }

    /** The time a row waits for stands behind the input's columns. */
    private static RowBatch withTimes(RowBatch batch, Column times) {
        Column[] columns = new Column[batch.columnCount() + 1];
        System.arraycopy(batch.columns(), 0, columns, 0, batch.columnCount());
        columns[batch.columnCount()] = times;
        return batch.withColumns(columns);
    }

    /** A row without a time would wait for ever. */
    private RowBatch withoutNullTimes(RowBatch batch) {
        Column times = batch.column(node.timeColumn());
        int[] selection = new int[batch.rows()];
        int count = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            if (!times.isNull(row)) {
                selection[count++] = row;
                continue;
            }
            String message =
                    "NULL in the event-time column that MATCH_RECOGNIZE orders by (operator " + context.node() + ")";
            if (!context.skipsBadRows()) {
                throw new MillraceException(SqlState.NULL_NOT_ALLOWED, message);
            }
            context.rejectRow(message, batch, row);
        }
        return batch.select(selection, count);
    }

    @Override
    public void watermark(long micros, Output out) {
        if (bound != null) {
            out.emit(new Search(bound.closedUpTo(micros), micros == Long.MAX_VALUE));
        }
    }

    @Override
    public void endOfInput(int input, Output out) {
        ended = true;
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (bound == null && ended) {
            ended = false;
            out.emit(new Search(Long.MAX_VALUE, true));
            return;
        }
        tables.endEpoch();
    }

    /** Looks at one partition after the other in which rows or a time have become due. */
    private final class Search implements Emission {
        private final long timeMax;
        private final boolean hasEnded;
        private final PartitionTables.Due due;
        private @Nullable Partition partition;
        private int next;
        private boolean done;

        Search(long timeMax, boolean hasEnded) {
            this.timeMax = timeMax;
            this.hasEnded = hasEnded;
            due = tables.due(timeMax);
        }

        @Override
        public @Nullable RowBatch next() {
            while (!writer.isFull() && !done) {
                if (partition == null) {
                    if (next == due.partitions()) {
                        finish();
                        break;
                    }
                    partition = open();
                }
                if (matcher.run(partition, timeMax, hasEnded)) {
                    boolean kept = matcher.trim(partition);
                    due.close(next, partition, kept && !hasEnded, partition.timer, matcher.timer(partition));
                    partition = null;
                    next++;
                }
            }
            return writer.isEmpty() ? null : writer.take();
        }

        private Partition open() {
            Partition opened = due.open(next);
            if (opened.timer <= timeMax) {
                opened.timer = Partition.NO_TIMER;
            }
            SortedRows sorted = new SortedRows(types, order, Long.MAX_VALUE);
            due.rows(next, sorted);
            sorted.sort();
            opened.rows.append(sorted);
            return opened;
        }

        private void finish() {
            done = true;
            due.finish();
            if (bound == null) {
                tables.endEpoch();
            }
        }
    }

    private record Evaluation(OperatorContext context) implements EvaluationContext {
        @Override
        public long epochTimeMicros() {
            return context.epochTimeMicros();
        }

        @Override
        public void rejectRow(String message, RowBatch batch, int row) {
            context.rejectRow(message, batch, row);
        }
    }
}
