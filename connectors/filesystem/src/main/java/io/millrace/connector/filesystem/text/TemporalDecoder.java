package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfInt;
import io.millrace.spi.batch.ColumnBuilder.OfLong;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;

/** Dates, times and timestamps; digits behind the type's precision are dropped. */
final class TemporalDecoder extends ColumnDecoder {
    private static final int MICRO_DIGITS = 6;

    private final TypeKind kind;
    private final long unitMicros;
    private OfInt ints = (OfInt) ColumnBuilder.of(Storage.INT, 1);
    private OfLong longs = (OfLong) ColumnBuilder.of(Storage.LONG, 1);

    TemporalDecoder(Field field) {
        super(field);
        kind = field.type().kind();
        long unit = 1;
        for (int digits = field.type().precision(); digits < MICRO_DIGITS; digits++) {
            unit *= 10;
        }
        unitMicros = unit;
    }

    @Override
    void bound(ColumnBuilder newColumn) {
        if (kind == TypeKind.DATE) {
            ints = (OfInt) newColumn;
        } else {
            longs = (OfLong) newColumn;
        }
    }

    @Override
    public void text(byte[] data, int from, int to) {
        long value =
                switch (kind) {
                    case DATE -> Temporals.date(data, from, to);
                    case TIME -> Temporals.time(data, from, to);
                    default -> Temporals.timestamp(data, from, to, kind == TypeKind.TIMESTAMP_TZ);
                };
        if (value == Temporals.NONE) {
            throw expected(data, from, to);
        }
        if (kind == TypeKind.DATE) {
            ints.append((int) value);
        } else {
            longs.append(unitMicros == 1 ? value : value - Math.floorMod(value, unitMicros));
        }
    }

    @Override
    public void jsonString(byte[] data, int from, int to) {
        text(data, from, to);
    }
}
