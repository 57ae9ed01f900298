package io.millrace.executor.operator.unnest;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.plan.node.Unnest;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** UNNEST: rows times the elements of their collections. Keeps no state; a row that is taken back takes back its elements. */
public final class UnnestOperator implements Operator {
    private static final int NO_ELEMENT = -1;

    private final Unnest node;
    private final BatchBuilder builder;
    private final int[] rows = new int[RowBatch.ROWS_TARGET];
    private final int[] positions = new int[RowBatch.ROWS_TARGET];
    private final int[] ordinals = new int[RowBatch.ROWS_TARGET];

    public UnnestOperator(Unnest node) {
        this.node = node;
        builder = new BatchBuilder(node.rowType());
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (batch.rows() > 0) {
            out.emit(new AllElements(batch));
        }
    }

    /** The columns of which elements are made. */
    private static List<Column> parts(NestedColumn collection) {
        List<Column> parts = new ArrayList<>();
        for (int i = 0; i < collection.childCount(); i++) {
            Column child = collection.child(i);
            if (collection.kind() == TypeKind.ARRAY
                    && child instanceof NestedColumn row
                    && row.kind() == TypeKind.ROW) {
                for (int field = 0; field < row.childCount(); field++) {
                    parts.add(row.child(field));
                }
            } else {
                parts.add(child);
            }
        }
        return parts;
    }

    private final class AllElements implements Emission {
        private final RowBatch batch;
        private final NestedColumn collection;
        private final List<Column> parts;
        /** The logical row that is next, and how many of its elements were given. */
        private int next;

        private int given;

        AllElements(RowBatch batch) {
            this.batch = batch;
            collection = (NestedColumn) batch.column(node.collection());
            parts = parts(collection);
        }

        @Override
        public @Nullable RowBatch next() {
            int count = 0;
            boolean allPresent = true;
            while (count < rows.length && next < batch.rows()) {
                int row = batch.row(next);
                int length = collection.isNull(row) ? 0 : collection.length(row);
                if (length == 0 && node.outer()) {
                    rows[count] = row;
                    positions[count++] = NO_ELEMENT;
                    allPresent = false;
                }
                while (given < length && count < rows.length) {
                    rows[count] = row;
                    positions[count] = collection.start(row) + given;
                    ordinals[count++] = ++given;
                }
                if (given == length) {
                    next++;
                    given = 0;
                }
            }
            return count == 0 ? null : build(count, allPresent);
        }

        private RowBatch build(int count, boolean allPresent) {
            for (int i = 0; i < node.collection(); i++) {
                builder.column(i).appendAll(batch.column(i), rows, count);
            }
            for (int i = 0; i < parts.size(); i++) {
                appendPart(builder.column(node.collection() + i), parts.get(i), count, allPresent);
            }
            if (node.ordinality()) {
                ColumnBuilder.OfInt numbers = builder.ints(node.collection() + parts.size());
                for (int i = 0; i < count; i++) {
                    if (positions[i] == NO_ELEMENT) {
                        numbers.appendNull();
                    } else {
                        numbers.append(ordinals[i]);
                    }
                }
            }
            byte[] weights = batch.weights();
            for (int i = 0; i < count; i++) {
                builder.endRow(weights == null ? 1 : weights[rows[i]]);
            }
            return builder.build();
        }

        private void appendPart(ColumnBuilder to, Column part, int count, boolean allPresent) {
            if (allPresent) {
                to.appendAll(part, positions, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                if (positions[i] == NO_ELEMENT) {
                    to.appendNull();
                } else {
                    to.appendFrom(part, positions[i]);
                }
            }
        }
    }
}
