package io.millrace.executor.operator.calc;

import io.millrace.executor.expression.function.RandomValues;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.row.KeyIndex;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.Arrays;

/**
 * Puts 128 random bits beside each row. By row they are a hash of the query's seed, the epoch's time, the row's content, and the
 * row's number among the equal ones of the epoch: neither the order of rows nor how they come in batches and tasks makes a
 * difference, as long as equal rows come to one task, and a replay of the epoch gives them again. Otherwise the task's own count of
 * rows stands in the place of content and number, which needs no memory.
 *
 * <p><b>Threading:</b> the task's thread.
 */
final class RandomBits {
    private final OperatorContext context;
    private final long seed;
    private final int[] allColumns;
    /** The rows of the epoch, and by their numbers how many have come; empty if bits do not go by row. */
    private final KeyIndex rows;

    private final boolean byRow;
    private int[] ids = new int[0];
    private long[] occurrences = new long[64];
    private long count;

    RandomBits(RowType input, boolean byRow, OperatorContext context) {
        this.context = context;
        this.byRow = byRow;
        seed = context.seed();
        allColumns = Arrays.copyOf(RowNumbers.upTo(input.size()), input.size());
        rows = new KeyIndex(input.fields().stream().map(Field::type).toList());
    }

    /** The batch with two columns more. */
    RowBatch beside(RowBatch batch) {
        int last = -1;
        for (int i = 0; i < batch.rows(); i++) {
            last = Math.max(last, batch.row(i));
        }
        long[] high = new long[last + 1];
        long[] low = new long[last + 1];
        long start = RandomValues.mix(seed ^ RandomValues.mix(context.epochTimeMicros()));
        if (byRow) {
            countEqual(batch);
        }
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            long number = byRow ? occurrences[ids[i]]++ : count++;
            long one = RandomValues.mix(start + number);
            long other = RandomValues.mix(~start ^ RandomValues.mix(number));
            high[row] = byRow ? RowHash.of(batch, row, one) : RandomValues.mix(one + context.task());
            low[row] = byRow ? RowHash.of(batch, row, other) : RandomValues.mix(other - context.task());
        }
        Column[] columns = Arrays.copyOf(batch.columns(), allColumns.length + 2);
        columns[allColumns.length] = new LongColumn(high, null);
        columns[allColumns.length + 1] = new LongColumn(low, null);
        return batch.withColumns(columns);
    }

    private void countEqual(RowBatch batch) {
        if (ids.length < batch.rows()) {
            ids = new int[Math.max(batch.rows(), RowBatch.ROWS_TARGET)];
        }
        rows.findOrAdd(batch, allColumns, ids);
        if (occurrences.length < rows.size()) {
            occurrences = Arrays.copyOf(occurrences, Math.max(rows.size(), occurrences.length * 2));
        }
    }

    void endEpoch() {
        Arrays.fill(occurrences, 0, rows.size(), 0);
        rows.clear();
    }
}
