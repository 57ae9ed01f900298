package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfBytes;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.Storage;
import java.nio.charset.StandardCharsets;

/** JSON text, as it is given. */
final class JsonTextDecoder extends ColumnDecoder {
    private OfBytes column = (OfBytes) ColumnBuilder.of(Storage.BYTES, 1);

    JsonTextDecoder(Field field) {
        super(field);
    }

    @Override
    void bound(ColumnBuilder newColumn) {
        column = (OfBytes) newColumn;
    }

    /** <b>Errors:</b> text that is not JSON is for the functions that use it to refuse. */
    @Override
    public void text(byte[] data, int from, int to) {
        if (Utf8.characters(data, from, to) < 0) {
            throw new BadRow("column \"" + field().name() + "\": expected UTF-8, found other bytes");
        }
        column.append(data, from, to - from);
    }

    @Override
    public void jsonNumber(byte[] data, int from, int to) {
        text(data, from, to);
    }

    @Override
    public void jsonBoolean(boolean value) {
        column.append(String.valueOf(value).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void json(byte[] data, int from, int to) {
        text(data, from, to);
    }
}
