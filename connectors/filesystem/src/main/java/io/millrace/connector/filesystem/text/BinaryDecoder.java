package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfBytes;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.util.Arrays;
import java.util.Base64;

/** BINARY and VARBINARY, as Base64. */
final class BinaryDecoder extends ColumnDecoder {
    private final int bytesMax;
    private final int bytesMin;
    private OfBytes column = (OfBytes) ColumnBuilder.of(Storage.BYTES, 1);

    BinaryDecoder(Field field) {
        super(field);
        bytesMax = field.type().precision();
        boolean fixed = field.type().kind() == TypeKind.BINARY && bytesMax != DataType.UNLIMITED;
        bytesMin = fixed ? bytesMax : 0;
    }

    @Override
    void bound(ColumnBuilder newColumn) {
        column = (OfBytes) newColumn;
    }

    @Override
    public void text(byte[] data, int from, int to) {
        byte[] value;
        try {
            value = Base64.getDecoder().decode(Arrays.copyOfRange(data, from, to));
        } catch (IllegalArgumentException e) {
            throw new BadRow("column \"" + field().name() + "\": expected Base64, " + e.getMessage());
        }
        if (value.length < bytesMin || value.length > bytesMax) {
            throw expected(data, from, to);
        }
        column.append(value);
    }

    @Override
    public void jsonString(byte[] data, int from, int to) {
        text(data, from, to);
    }
}
