package io.millrace.executor.operator.sort;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.plan.node.Sort;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ORDER BY … LIMIT of a finite query: collects, and gives the rows in order at the barrier behind the last input row. Rows
 * that the keys do not tell apart are ordered by the other columns.
 *
 * <p>Keeps no state: a finite query that is interrupted starts again.
 */
public final class SortOperator implements Operator {
    private static final long COMPACTED_ROWS_MIN = 32L * RowBatch.ROWS_TARGET;

    private final List<DataType> types;
    private final long offset;
    private final long fetch;
    private final SortedRows sorted;
    private final @Nullable NetChanges changes;
    private long changesKept = COMPACTED_ROWS_MIN;
    private boolean ended;

    /** @param appendOnly whether the input never deletes */
    public SortOperator(Sort node, RowType input, boolean appendOnly) {
        types = input.fields().stream().map(Field::type).toList();
        offset = node.offset();
        fetch = node.fetch() < 0 ? Long.MAX_VALUE : node.fetch();
        long wanted = fetch > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + fetch;
        sorted = new SortedRows(types, new RowOrder(node.keys(), types.size()), wanted);
        changes = appendOnly ? null : new NetChanges(input);
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (changes == null) {
            sorted.add(batch);
        } else {
            changes.add(batch);
        }
    }

    @Override
    public void endOfInput(int input, Output out) {
        ended = true;
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (!ended) {
            compact();
            return;
        }
        if (changes != null) {
            for (RowBatch batch : netChanges(changes)) {
                sorted.add(batch);
            }
        }
        sorted.sort();
        out.emit(new InOrder());
        ended = false;
    }

    /** Changes of many epochs take no more memory than twice what is left of them. */
    private void compact() {
        if (changes != null && changes.rows() > 2 * changesKept) {
            netChanges(changes).forEach(changes::add);
            changesKept = Math.max(COMPACTED_ROWS_MIN, changes.rows());
        }
    }

    private static List<RowBatch> netChanges(NetChanges changes) {
        List<RowBatch> batches = new ArrayList<>();
        Emission net = changes.net();
        for (RowBatch batch = net.next(); batch != null; batch = net.next()) {
            batches.add(batch);
        }
        return batches;
    }

    private final class InOrder implements Emission {
        private final long end =
                Math.min(sorted.size(), fetch > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + fetch);
        private long next = offset;

        @Override
        public @Nullable RowBatch next() {
            if (next >= end) {
                return null;
            }
            int count = (int) Math.min(end - next, RowBatch.ROWS_TARGET);
            BatchBuilder builder = new BatchBuilder(types, count);
            for (int i = 0; i < count; i++) {
                sorted.append((int) next++, builder);
            }
            return builder.build();
        }
    }
}
