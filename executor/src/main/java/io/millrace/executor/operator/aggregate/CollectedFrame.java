package io.millrace.executor.operator.aggregate;

import io.millrace.plan.node.AggregateCall;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.NestedBytes;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import java.util.Arrays;
import java.util.List;

/** An aggregate of all values: percentiles and the mode in their order, lists in the order in which rows are added. */
final class CollectedFrame implements FrameAggregate {
    private final int argument;
    private final boolean takesNulls;
    private final boolean sorts;
    private final Composite composite;
    private final CollectedValues.Collection collection;
    private RowBatch batch = RowBatch.of(0);
    private BytesColumn values = new BytesColumn(new byte[0], new int[1], null);
    private int[] rows = new int[64];
    private int count;

    CollectedFrame(AggregateCall call) {
        DataType type = call.argumentType();
        if (type == null) {
            throw MillraceException.internal(call + " has no argument");
        }
        argument = call.argument();
        takesNulls = AggregationCompiler.takesNulls(call);
        sorts = switch (call.function()) {
            case LISTAGG, ARRAY_AGG, JSON_ARRAYAGG, JSON_OBJECTAGG -> false;
            default -> true;
        };
        composite = new Composite(sorts ? call.keys() : List.of(), argument, type.storage(), false);
        collection = AggregationCompiler.collection(call, type);
    }

    @Override
    public void begin(RowBatch newBatch) {
        batch = newBatch;
        int[] all = new int[batch.rows()];
        Arrays.setAll(all, batch::row);
        values = composite.of(batch, all, all.length);
        clear();
    }

    @Override
    public void clear() {
        count = 0;
    }

    @Override
    public void add(int row) {
        if (!takesNulls && batch.column(argument).isNull(row)) {
            return;
        }
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, count * 2);
        }
        rows[count++] = row;
    }

    @Override
    public void append(ColumnBuilder out) {
        if (count == 0) {
            out.appendNull();
            return;
        }
        int[] ordered = sorts ? sorted() : rows;
        long[] copies = new long[count];
        ColumnBuilder taken = ColumnBuilder.of(Storage.BYTES, count);
        int different = 0;
        for (int i = 0; i < count; i++) {
            if (sorts && i > 0 && values.compare(ordered[i - 1], values, ordered[i]) == 0) {
                copies[different - 1]++;
            } else {
                taken.appendFrom(values, ordered[i]);
                copies[different++] = 1;
            }
        }
        ColumnBuilder made = ColumnBuilder.of(collection.storage(), 1);
        collection.append(composite, (BytesColumn) taken.build(), copies, different, made);
        Column result = made.build();
        if (out instanceof ColumnBuilder.OfNested nested) {
            BytesColumn bytes = (BytesColumn) result;
            NestedBytes.decode(bytes.data(), bytes.start(0), nested);
        } else {
            out.appendFrom(result, 0);
        }
    }

    private int[] sorted() {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> rows[i]);
        Arrays.sort(order, (one, other) -> values.compare(one, values, other));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
