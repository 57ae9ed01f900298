package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfInt;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** As text, {@code true}, {@code t} and {@code 1} or {@code false}, {@code f} and {@code 0}, in any case. */
final class BooleanDecoder extends ColumnDecoder {
    private OfInt column = (OfInt) ColumnBuilder.of(Storage.INT, 1);

    BooleanDecoder(Field field) {
        super(field);
    }

    @Override
    void bound(ColumnBuilder newColumn) {
        column = (OfInt) newColumn;
    }

    @Override
    public void text(byte[] data, int from, int to) {
        String text = new String(data, from, Math.min(to - from, 8), StandardCharsets.US_ASCII);
        switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true", "t", "1" -> column.append(1);
            case "false", "f", "0" -> column.append(0);
            default -> throw expected(data, from, to);
        }
    }

    @Override
    public void jsonBoolean(boolean value) {
        column.append(value ? 1 : 0);
    }
}
