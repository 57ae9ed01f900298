package io.millrace.executor.log;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.NestedBytes;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.batch.WideColumn;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Row batches as bytes, self-describing up to the storage of the columns; selections are resolved. */
public final class BatchCodec {
    private static final Storage[] STORAGES = Storage.values();
    private static final TypeKind[] KINDS = TypeKind.values();

    private static final int LONG_COUNT = 255;

    private BatchCodec() {}

    public static void write(RowBatch batch, DataOutput out) throws IOException {
        out.writeInt(batch.rows());
        writeCount(batch.columnCount(), out);
        out.writeBoolean(batch.weights() != null);
        if (batch.weights() != null) {
            for (int i = 0; i < batch.rows(); i++) {
                out.writeByte(batch.weight(batch.row(i)));
            }
        }
        for (Column column : batch.columns()) {
            writeColumn(batch, column, out);
        }
    }

    /** A byte, as it always was; behind {@value #LONG_COUNT} come four for what a byte does not hold. */
    private static void writeCount(int count, DataOutput out) throws IOException {
        out.writeByte(Math.min(count, LONG_COUNT));
        if (count >= LONG_COUNT) {
            out.writeInt(count);
        }
    }

    private static int readCount(DataInput in) throws IOException {
        int count = in.readUnsignedByte();
        return count == LONG_COUNT ? in.readInt() : count;
    }

    private static void writeColumn(RowBatch batch, Column column, DataOutput out) throws IOException {
        writeForm(column, out);
        out.writeBoolean(column.nulls() != null);
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            if (column.nulls() != null) {
                out.writeBoolean(column.isNull(row));
                if (column.isNull(row)) {
                    continue;
                }
            }
            writeValue(column, row, out);
        }
    }

    private static void writeForm(Column column, DataOutput out) throws IOException {
        out.writeByte(column.storage().ordinal());
        if (column instanceof NestedColumn nested) {
            out.writeByte(nested.kind().ordinal());
            out.writeShort(nested.childCount());
            for (int i = 0; i < nested.childCount(); i++) {
                writeForm(nested.child(i), out);
            }
        }
    }

    private static void writeValue(Column column, int row, DataOutput out) throws IOException {
        if (column instanceof IntColumn ints) {
            out.writeInt(ints.values()[row]);
        } else if (column instanceof LongColumn longs) {
            out.writeLong(longs.values()[row]);
        } else if (column instanceof DoubleColumn doubles) {
            out.writeDouble(doubles.values()[row]);
        } else if (column instanceof WideColumn wides) {
            out.writeLong(wides.high()[row]);
            out.writeLong(wides.low()[row]);
        } else if (column instanceof BytesColumn bytes) {
            out.writeInt(bytes.length(row));
            out.write(bytes.data(), bytes.start(row), bytes.length(row));
        } else if (column instanceof NestedColumn nested) {
            NestedBytes bytes = new NestedBytes().set(nested, row);
            out.writeInt(bytes.size());
            out.write(bytes.data(), 0, bytes.size());
        }
    }

    public static RowBatch read(DataInput in) throws IOException {
        int rows = in.readInt();
        int columns = readCount(in);
        byte @Nullable [] weights = null;
        if (in.readBoolean()) {
            weights = new byte[rows];
            in.readFully(weights);
        }
        Column[] read = new Column[columns];
        for (int i = 0; i < columns; i++) {
            read[i] = readColumn(rows, in);
        }
        return new RowBatch(read, rows, null, weights);
    }

    private static Column readColumn(int rows, DataInput in) throws IOException {
        ColumnBuilder builder = readForm(rows, in);
        boolean hasNulls = in.readBoolean();
        for (int i = 0; i < rows; i++) {
            if (hasNulls && in.readBoolean()) {
                builder.appendNull();
            } else {
                readValue(builder, in);
            }
        }
        return builder.build();
    }

    private static ColumnBuilder readForm(int rows, DataInput in) throws IOException {
        Storage storage = STORAGES[in.readUnsignedByte()];
        if (storage != Storage.NESTED) {
            return ColumnBuilder.of(storage, rows);
        }
        TypeKind kind = KINDS[in.readUnsignedByte()];
        ColumnBuilder[] children = new ColumnBuilder[in.readUnsignedShort()];
        for (int i = 0; i < children.length; i++) {
            children[i] = readForm(rows, in);
        }
        return ColumnBuilder.nested(kind, children, rows);
    }

    private static void readValue(ColumnBuilder builder, DataInput in) throws IOException {
        if (builder instanceof ColumnBuilder.OfInt ints) {
            ints.append(in.readInt());
        } else if (builder instanceof ColumnBuilder.OfLong longs) {
            longs.append(in.readLong());
        } else if (builder instanceof ColumnBuilder.OfDouble doubles) {
            doubles.append(in.readDouble());
        } else if (builder instanceof ColumnBuilder.OfWide wides) {
            wides.append(in.readLong(), in.readLong());
        } else if (builder instanceof ColumnBuilder.OfBytes bytes) {
            byte[] value = new byte[in.readInt()];
            in.readFully(value);
            bytes.append(value);
        } else if (builder instanceof ColumnBuilder.OfNested nested) {
            byte[] value = new byte[in.readInt()];
            in.readFully(value);
            NestedBytes.decode(value, 0, nested);
        }
    }
}
