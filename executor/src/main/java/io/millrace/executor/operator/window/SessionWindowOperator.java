package io.millrace.executor.operator.window;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.KeyIndex;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.executor.state.RowTable;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.SessionWindow;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * SESSION: rows wait until their session has ended, are given out with its bounds, and are forgotten. Sessions are cut anew
 * from the rows of a key each time its first one may have ended, so that they merge and split as rows come and go.
 *
 * <p>If ended sessions may still change (late rows are allowed, or nothing says when a session has ended) the rows of a key
 * stay, and what was given out before is taken back where it differs.
 *
 * <p><b>State:</b> key → rows of sessions that have not ended (or may change), and {@link SessionTimers}.
 */
public final class SessionWindowOperator implements Operator {
    private static final int KEYS_AT_ONCE = 256;

    private final SessionWindow node;
    private final int[] keyColumns;
    private final int[] allKeys;
    private final List<DataType> outputTypes;
    private final List<DataType> inputTypes;
    private final List<DataType> keyTypes;
    private final RowTable rows;
    private final SessionRows sessions;
    private final SessionTimers timers;
    /** Keys of this epoch's rows, and the earliest end that a session may have because of one of them. */
    private final KeyIndex touched;

    private long[] firstEnds = new long[64];
    /** Whether what has been given out is never taken back. */
    private final boolean isFinal;

    private final List<RowBatch> held = new ArrayList<>();
    private final NetChanges net;
    private long watermarkMicros;

    /** @param partitionKeys positions among the node's keys that decide a key's group */
    public SessionWindowOperator(SessionWindow node, PhysicalNode input, int[] partitionKeys, OperatorContext context) {
        this.node = node;
        inputTypes = input.rowType().fields().stream().map(Field::type).toList();
        outputTypes = node.rowType().fields().stream().map(Field::type).toList();
        keyColumns = node.keys().stream().mapToInt(Integer::intValue).toArray();
        allKeys = IntStream.range(0, keyColumns.length).toArray();
        keyTypes = node.keys().stream().map(inputTypes::get).toList();
        rows = context.state().rowTable("rows", inputTypes, keyColumns, -1, partitionKeys);
        sessions = new SessionRows(node.id().value(), rows, node.timeColumn(), node.gapMicros());
        timers = new SessionTimers(context, keyTypes, partitionKeys);
        touched = new KeyIndex(keyTypes);
        isFinal = node.fires() && node.latenessMicros() == 0;
        net = new NetChanges(node.rowType());
        watermarkMicros = node.fires() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        RowBatch timed = withTimes(batch);
        if (timed.rows() == 0) {
            return;
        }
        touch(timed);
        if (isFinal) {
            rows.add(timed);
        } else {
            held.add(timed);
        }
    }

    private RowBatch withTimes(RowBatch batch) {
        LongColumn times = (LongColumn) batch.column(node.timeColumn());
        if (times.nulls() == null) {
            return batch;
        }
        int[] selection = new int[batch.rows()];
        int count = 0;
        for (int i = 0; i < batch.rows(); i++) {
            selection[count] = batch.row(i);
            count += times.isNull(batch.row(i)) ? 0 : 1;
        }
        return batch.select(selection, count);
    }

    private void touch(RowBatch batch) {
        int[] ids = new int[batch.rows()];
        int known = touched.size();
        touched.findOrAdd(batch, keyColumns, ids);
        if (firstEnds.length < touched.size()) {
            firstEnds = Arrays.copyOf(firstEnds, Math.max(touched.size(), firstEnds.length * 2));
        }
        Arrays.fill(firstEnds, known, touched.size(), Long.MAX_VALUE);
        long[] times = ((LongColumn) batch.column(node.timeColumn())).values();
        for (int i = 0; i < ids.length; i++) {
            int row = batch.row(i);
            // Without a row, the session before it may end as early as just behind it.
            long end = times[row] + (batch.weight(row) > 0 ? node.gapMicros() : 1);
            firstEnds[ids[i]] = Math.min(firstEnds[ids[i]], end);
        }
    }

    @Override
    public void watermark(long micros, Output out) {
        if (node.fires()) {
            watermarkMicros = micros;
        }
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (isFinal) {
            setTimers();
            out.emit(new Ended(timers.take(watermarkMicros).iterator()));
        } else {
            out.emit(corrections());
        }
    }

    private void setTimers() {
        for (int from = 0; from < touched.size(); from += RowBatch.ROWS_TARGET) {
            int to = Math.min(touched.size(), from + RowBatch.ROWS_TARGET);
            timers.lower(touchedKeys(from, to), Arrays.copyOfRange(firstEnds, from, to));
        }
    }

    private RowBatch touchedKeys(int from, int to) {
        return keys(touched.columns(), IntStream.range(from, to).toArray(), to - from);
    }

    /** Some keys, copied. */
    private RowBatch keys(Column[] columns, int[] positions, int count) {
        BatchBuilder builder = new BatchBuilder(keyTypes, count);
        for (int k = 0; k < keyColumns.length; k++) {
            builder.column(k).appendAll(columns[k], positions, count);
        }
        builder.endRows(count, 1);
        return builder.build();
    }

    private void endEpoch() {
        touched.clear();
        held.clear();
        rows.endEpoch();
        timers.endEpoch();
    }

    /** Calls for each key of a batch with its rows loaded. */
    private void forEachKey(RowBatch keys, IntConsumer action) {
        int[] found = new int[keys.rows()];
        rows.find(keys, allKeys, found);
        for (int i = 0; i < found.length; i++) {
            sessions.load(found[i]);
            action.accept(i);
        }
    }

    /** Appends the rows of a session, each as often as it is there. */
    private void append(BatchBuilder builder, long start, long end, int from, int to, int weight) {
        for (int place = from; place < to; place++) {
            int row = sessions.row(place);
            for (long copy = rows.count(row); copy > 0; copy--) {
                rows.appendRow(row, builder, 0);
                builder.longs(inputTypes.size()).append(start);
                builder.longs(inputTypes.size() + 1).append(end);
                builder.longs(inputTypes.size() + 2).append(end - WindowAssignOperator.MICROS_PER_MILLI);
                builder.endRow(weight);
            }
        }
    }

    private void appendForgotten(BatchBuilder builder, int from, int to) {
        for (int place = from; place < to; place++) {
            for (long copy = rows.count(sessions.row(place)); copy > 0; copy--) {
                rows.appendRow(sessions.row(place), builder, 0);
                builder.endRow(-1);
            }
        }
    }

    /** The sessions that have ended, of the keys that are due. */
    private final class Ended implements Emission {
        private final Iterator<RowBatch> due;
        private final Deque<RowBatch> ready = new ArrayDeque<>();
        private @Nullable RowBatch keys;
        private int next;

        Ended(Iterator<RowBatch> due) {
            this.due = due;
        }

        @Override
        public @Nullable RowBatch next() {
            while (ready.isEmpty()) {
                RowBatch some = nextKeys();
                if (some == null) {
                    endEpoch();
                    return null;
                }
                look(some);
            }
            return ready.poll();
        }

        private @Nullable RowBatch nextKeys() {
            if (keys == null || next == keys.rows()) {
                if (!due.hasNext()) {
                    return null;
                }
                keys = due.next();
                next = 0;
            }
            int from = next;
            next = Math.min(keys.rows(), from + KEYS_AT_ONCE);
            return keys(keys.columns(), IntStream.range(from, next).toArray(), next - from);
        }

        private void look(RowBatch some) {
            BatchBuilder builder = new BatchBuilder(outputTypes, RowBatch.ROWS_TARGET);
            BatchBuilder forgotten = new BatchBuilder(inputTypes, RowBatch.ROWS_TARGET);
            long[] nextEnds = new long[some.rows()];
            Arrays.fill(nextEnds, Long.MAX_VALUE);
            boolean[] hasRows = new boolean[some.rows()];
            forEachKey(
                    some,
                    key -> sessions.forEach((start, end, from, to) -> {
                        if (end > watermarkMicros) {
                            nextEnds[key] = Math.min(nextEnds[key], end);
                            hasRows[key] = true;
                            return;
                        }
                        append(builder, start, end, from, to, 1);
                        appendForgotten(forgotten, from, to);
                        if (builder.isFull()) {
                            ready.add(builder.build());
                        }
                    }));
            if (!builder.isEmpty()) {
                ready.add(builder.build());
            }
            rows.add(forgotten.build());
            long[] watermarks = new long[some.rows()];
            Arrays.fill(watermarks, watermarkMicros);
            reset(some, nextEnds, hasRows, watermarks);
        }
    }

    private void reset(RowBatch keys, long[] nextTimes, boolean[] hasTimer, long[] lookedAt) {
        int[] selection = new int[keys.rows()];
        long[] times = new long[keys.rows()];
        int count = 0;
        for (int i = 0; i < hasTimer.length; i++) {
            if (hasTimer[i]) {
                selection[count] = i;
                times[count++] = nextTimes[i];
            }
        }
        if (count > 0) {
            timers.lower(keys(keys.columns(), selection, count), times);
        }
        timers.looked(keys, lookedAt, hasTimer);
    }

    /** What differs from what was given out before. */
    private Emission corrections() {
        if (node.fires()) {
            timers.take(watermarkMicros).forEach(keys -> {
                int known = touched.size();
                touched.findOrAdd(keys, allKeys, new int[keys.rows()]);
                if (firstEnds.length < touched.size()) {
                    firstEnds = Arrays.copyOf(firstEnds, Math.max(touched.size(), firstEnds.length * 2));
                }
                Arrays.fill(firstEnds, known, touched.size(), Long.MAX_VALUE);
            });
        }
        for (int from = 0; from < touched.size(); from += KEYS_AT_ONCE) {
            takeBack(touchedKeys(from, Math.min(touched.size(), from + KEYS_AT_ONCE)));
        }
        held.forEach(rows::add);
        for (int from = 0; from < touched.size(); from += KEYS_AT_ONCE) {
            give(touchedKeys(from, Math.min(touched.size(), from + KEYS_AT_ONCE)));
        }
        Emission changes = net.net();
        return () -> {
            RowBatch batch = changes.next();
            if (batch == null) {
                endEpoch();
            }
            return batch;
        };
    }

    private void takeBack(RowBatch keys) {
        BatchBuilder builder = new BatchBuilder(outputTypes, RowBatch.ROWS_TARGET);
        long[] lookedAt = timers.lookedAt(keys);
        forEachKey(
                keys,
                key -> sessions.forEach((start, end, from, to) -> {
                    if (end <= lookedAt[key]) {
                        append(builder, start, end, from, to, -1);
                    }
                }));
        net.add(builder.build());
    }

    private void give(RowBatch keys) {
        BatchBuilder builder = new BatchBuilder(outputTypes, RowBatch.ROWS_TARGET);
        BatchBuilder forgotten = new BatchBuilder(inputTypes, RowBatch.ROWS_TARGET);
        long[] visibleUpTo = timers.lookedAt(keys);
        long[] nextTimes = new long[keys.rows()];
        Arrays.fill(nextTimes, Long.MAX_VALUE);
        boolean[] hasRows = new boolean[keys.rows()];
        forEachKey(keys, key -> {
            long visible = Math.max(visibleUpTo[key], watermarkMicros);
            visibleUpTo[key] = visible;
            sessions.forEach((start, end, from, to) -> {
                if (end <= visible) {
                    append(builder, start, end, from, to, 1);
                }
                long forgetAt = end + node.latenessMicros();
                if (node.fires() && forgetAt <= visible) {
                    appendForgotten(forgotten, from, to);
                    return;
                }
                hasRows[key] = true;
                nextTimes[key] = Math.min(nextTimes[key], end <= visible ? forgetAt : end);
            });
        });
        net.add(builder.build());
        rows.add(forgotten.build());
        if (node.fires()) {
            reset(keys, nextTimes, hasRows, visibleUpTo);
        } else {
            timers.looked(keys, visibleUpTo, hasRows);
        }
    }
}
