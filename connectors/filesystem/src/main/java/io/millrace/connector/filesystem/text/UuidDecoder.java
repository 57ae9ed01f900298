package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfBytes;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.Storage;

/** UUIDs in their usual 36 characters. */
final class UuidDecoder extends ColumnDecoder {
    private static final int LENGTH = 36;
    private static final int BYTES = 16;

    private OfBytes column = (OfBytes) ColumnBuilder.of(Storage.BYTES, 1);

    UuidDecoder(Field field) {
        super(field);
    }

    @Override
    void bound(ColumnBuilder newColumn) {
        column = (OfBytes) newColumn;
    }

    @Override
    public void text(byte[] data, int from, int to) {
        if (to - from != LENGTH) {
            throw expected(data, from, to);
        }
        byte[] target = column.reserveNext(BYTES);
        int position = column.position();
        int i = from;
        for (int b = 0; b < BYTES; b++) {
            boolean dash = b == 4 || b == 6 || b == 8 || b == 10;
            if (dash && data[i++] != '-') {
                throw expected(data, from, to);
            }
            int high = Character.digit(data[i++], 16);
            int low = Character.digit(data[i++], 16);
            if (high < 0 || low < 0) {
                throw expected(data, from, to);
            }
            target[position + b] = (byte) (high << 4 | low);
        }
        column.appended(BYTES);
    }

    @Override
    public void jsonString(byte[] data, int from, int to) {
        text(data, from, to);
    }
}
