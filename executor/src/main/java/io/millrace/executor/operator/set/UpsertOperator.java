package io.millrace.executor.operator.set;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.KeyIndex;
import io.millrace.executor.state.RowTable;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.Upsert;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that replace the one with their key. Inside an epoch only the last row of each key is remembered; at the barrier it
 * takes back the row it replaces.
 *
 * <p><b>State:</b> key → the row that holds, with the name of its split; where a key is an event time, until the watermark has
 * passed it.
 */
public final class UpsertOperator implements Operator {
    private final String name;
    private final int order;
    private final int[] keyColumns;
    private final int[] outputColumns;
    private final List<DataType> types;
    private final RowTable rows;

    /** Batches of this epoch, and by id of a key in {@link #keys} where its last row is. */
    private final List<RowBatch> batches = new ArrayList<>();

    private final KeyIndex keys;
    private int[] lastBatch = new int[64];
    private int[] lastRow = new int[64];
    private int[] ids = new int[0];
    private final @Nullable EventTimeColumn expiring;
    private long watermarkMicros = Long.MIN_VALUE;

    /** @param partitionKeys positions among the keys that decide the key group */
    public UpsertOperator(Upsert node, RowType input, int[] partitionKeys, OperatorContext context) {
        name = context.node().value();
        order = node.order();
        keyColumns = node.keys().stream().mapToInt(Integer::intValue).toArray();
        outputColumns = IntStream.range(0, input.size())
                .filter(column -> column != order)
                .toArray();
        types = input.fields().stream().map(Field::type).toList();
        int expiringKey = node.expiringKey();
        expiring = expiringKey < 0
                ? null
                : node.properties().eventTimes().stream()
                        .filter(time -> time.column() == keyColumns[expiringKey])
                        .findFirst()
                        .orElseThrow();
        rows = context.state().rowTable("rows", types, keyColumns, expiringKey, partitionKeys);
        keys = new KeyIndex(node.keys().stream().map(input::type).toList());
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (batch.weights() != null) {
            throw MillraceException.internal("operator " + name + ": rows that replace others came with weights");
        }
        if (ids.length < batch.rows()) {
            ids = new int[Math.max(batch.rows(), RowBatch.ROWS_TARGET)];
        }
        int known = keys.size();
        keys.findOrAdd(batch, keyColumns, ids);
        if (lastRow.length < keys.size()) {
            int capacity = Math.max(keys.size(), lastRow.length * 2);
            lastBatch = Arrays.copyOf(lastBatch, capacity);
            lastRow = Arrays.copyOf(lastRow, capacity);
        }
        Arrays.fill(lastBatch, known, keys.size(), -1);
        int number = batches.size();
        batches.add(batch);
        for (int i = 0; i < batch.rows(); i++) {
            int id = ids[i];
            int row = batch.row(i);
            if (lastBatch[id] < 0 || isLater(batch, row, batches.get(lastBatch[id]), lastRow[id])) {
                lastBatch[id] = number;
                lastRow[id] = row;
            }
        }
    }

    /** Of one split, what comes later is later. */
    private boolean isLater(RowBatch batch, int row, RowBatch present, int presentRow) {
        return batch.column(order).compare(row, present.column(order), presentRow) >= 0;
    }

    @Override
    public void watermark(long micros, Output out) {
        watermarkMicros = micros;
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        out.emit(new Replacements());
    }

    private void endEpoch() {
        if (expiring != null && watermarkMicros != Long.MIN_VALUE) {
            rows.removeUpTo(expiring.closedUpTo(watermarkMicros));
        }
        rows.endEpoch();
        batches.clear();
        keys.clear();
    }

    /** Batch by batch, the rows that were the last of their keys. */
    private final class Replacements implements Emission {
        private final int[][] selections = selections();
        private int next;

        private int[][] selections() {
            int[] counts = new int[batches.size()];
            for (int id = 0; id < keys.size(); id++) {
                counts[lastBatch[id]]++;
            }
            int[][] selected = new int[counts.length][];
            for (int i = 0; i < counts.length; i++) {
                selected[i] = new int[counts[i]];
            }
            for (int id = 0; id < keys.size(); id++) {
                int[] selection = selected[lastBatch[id]];
                selection[selection.length - counts[lastBatch[id]]--] = lastRow[id];
            }
            return selected;
        }

        @Override
        public @Nullable RowBatch next() {
            while (next < selections.length) {
                int[] selection = selections[next];
                Arrays.sort(selection);
                RowBatch changes =
                        selection.length == 0 ? null : replace(batches.get(next).select(selection, selection.length));
                next++;
                if (changes != null) {
                    return changes;
                }
            }
            endEpoch();
            return null;
        }
    }

    /** Puts rows in the place of those with their keys; what that changes, or null if nothing. */
    private @Nullable RowBatch replace(RowBatch batch) {
        int[] found = new int[batch.rows()];
        rows.find(batch, keyColumns, found);
        RowBatch present = rows.rows();
        BatchBuilder changes = new BatchBuilder(types, batch.rows() * 2);
        int[] shown = new int[batch.rows() * 2];
        int shownCount = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            int old = oldRow(found[i]);
            if (old != RowTable.NONE && !isLater(batch, row, present, old)) {
                continue;
            }
            boolean differs = old == RowTable.NONE || differs(batch, row, present, old);
            if (old != RowTable.NONE) {
                shown[shownCount] = changes.rows();
                shownCount += differs ? 1 : 0;
                rows.appendRow(old, changes, 0);
                changes.endRow(-1);
            }
            shown[shownCount] = changes.rows();
            shownCount += differs ? 1 : 0;
            changes.appendRow(batch, row);
        }
        if (changes.isEmpty()) {
            return null;
        }
        RowBatch built = changes.build();
        rows.add(built);
        return shownCount == 0 ? null : built.select(shown, shownCount).project(outputColumns);
    }

    private int oldRow(int key) {
        int row = key == RowTable.NONE ? RowTable.NONE : rows.firstRow(key);
        while (row != RowTable.NONE && rows.count(row) == 0) {
            row = rows.nextRow(row);
        }
        return row;
    }

    private boolean differs(RowBatch batch, int row, RowBatch present, int old) {
        for (int column : outputColumns) {
            Column values = batch.column(column);
            if (!values.same(row, present.column(column), old)) {
                return true;
            }
        }
        return false;
    }
}
