package io.millrace.server.system;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes rows of Java values and gives batches. <b>Threading:</b> one thread. */
public final class RowWriter {
    private final RowType rowType;
    private final BatchBuilder builder;
    private final List<RowBatch> batches = new ArrayList<>();

    public RowWriter(RowType rowType) {
        this.rowType = rowType;
        this.builder = new BatchBuilder(rowType, 64);
    }

    /** Adds a row; the values in the classes of {@link JavaValues}. */
    public void row(@Nullable Object... values) {
        if (values.length != rowType.size()) {
            throw MillraceException.internal(values.length + " values for the columns " + rowType);
        }
        for (int i = 0; i < values.length; i++) {
            JavaValues.append(builder.column(i), rowType.type(i), values[i]);
        }
        builder.endRow();
        if (builder.isFull()) {
            batches.add(builder.build());
        }
    }

    public List<RowBatch> finish() {
        if (!builder.isEmpty()) {
            batches.add(builder.build());
        }
        return List.copyOf(batches);
    }
}
