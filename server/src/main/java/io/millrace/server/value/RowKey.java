package io.millrace.server.value;

import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.RowType;
import java.util.List;
import java.util.stream.Collectors;

/** A row's key, by which hash tables of statements find the row. The values stay in their batch. */
public final class RowKey {
    private final RowBatch batch;
    private final int row;
    private final int[] columns;
    private final int hash;

    /** @param row physical position */
    public RowKey(RowBatch batch, int row, int[] columns) {
        this.batch = batch;
        this.row = row;
        this.columns = columns;
        int computed = 0;
        for (int column : columns) {
            computed = 31 * computed + batch.column(column).hash(row);
        }
        hash = computed;
    }

    public RowBatch batch() {
        return batch;
    }

    /** Physical position. */
    public int row() {
        return row;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof RowKey that) || hash != that.hash) {
            return false;
        }
        for (int i = 0; i < columns.length; i++) {
            if (!batch.column(columns[i]).same(row, that.batch.column(that.columns[i]), that.row)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@code (id, day) = (1, 2024-01-01)}. */
    public String text(RowType rowType) {
        List<Integer> indexes = java.util.Arrays.stream(columns).boxed().toList();
        String names = indexes.stream().map(rowType::name).collect(Collectors.joining(", ", "(", ")"));
        String values = indexes.stream()
                .map(column -> {
                    Object value = JavaValues.read(batch.column(column), row, rowType.type(column));
                    return value == null ? "NULL" : ValueText.of(value);
                })
                .collect(Collectors.joining(", ", "(", ")"));
        return names + " = " + values;
    }
}
