package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfBytes;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** CHAR and VARCHAR. JSON values that are not strings are taken as their text. */
final class TextDecoder extends ColumnDecoder {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private final int charactersMax;
    private final boolean padded;
    private OfBytes column = (OfBytes) ColumnBuilder.of(Storage.BYTES, 1);

    TextDecoder(Field field) {
        super(field);
        charactersMax = field.type().precision();
        padded = field.type().kind() == TypeKind.CHAR && charactersMax != DataType.UNLIMITED;
    }

    @Override
    void bound(ColumnBuilder newColumn) {
        column = (OfBytes) newColumn;
    }

    @Override
    public void text(byte[] data, int from, int to) {
        int characters = to - from;
        if (!Utf8.isAscii(data, from, to)) {
            characters = Utf8.characters(data, from, to);
            if (characters < 0) {
                throw new BadRow("column \"" + field().name() + "\": expected UTF-8, found other bytes");
            }
        }
        if (characters > charactersMax) {
            throw expected(data, from, to);
        }
        int padding = padded ? charactersMax - characters : 0;
        if (padding == 0) {
            column.append(data, from, to - from);
            return;
        }
        int length = to - from;
        byte[] target = column.reserveNext(length + padding);
        int start = column.position();
        System.arraycopy(data, from, target, start, length);
        Arrays.fill(target, start + length, start + length + padding, (byte) ' ');
        column.appended(length + padding);
    }

    @Override
    public void jsonString(byte[] data, int from, int to) {
        text(data, from, to);
    }

    @Override
    public void jsonNumber(byte[] data, int from, int to) {
        text(data, from, to);
    }

    @Override
    public void jsonBoolean(boolean value) {
        byte[] text = value ? TRUE : FALSE;
        text(text, 0, text.length);
    }

    @Override
    public void json(byte[] data, int from, int to) {
        text(data, from, to);
    }
}
