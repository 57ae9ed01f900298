package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.type.Field;

/** A column that holds nothing but NULL. */
final class NullDecoder extends ColumnDecoder {
    NullDecoder(Field field) {
        super(field);
    }

    @Override
    void bound(ColumnBuilder newColumn) {}

    @Override
    public void text(byte[] data, int from, int to) {
        throw expected(data, from, to);
    }
}
