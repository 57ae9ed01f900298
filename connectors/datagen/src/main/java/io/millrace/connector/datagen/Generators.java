package io.millrace.connector.datagen;

import io.millrace.spi.batch.ColumnBuilder.OfBytes;
import io.millrace.spi.batch.ColumnBuilder.OfDouble;
import io.millrace.spi.batch.ColumnBuilder.OfInt;
import io.millrace.spi.batch.ColumnBuilder.OfLong;
import io.millrace.spi.batch.ColumnBuilder.OfWide;
import io.millrace.spi.type.Storage;
import java.nio.charset.StandardCharsets;

/** The ways to make values, by what a column stores. */
final class Generators {
    private static final double FRACTION = 0x1p-53;

    private Generators() {}

    /** A whole number (unscaled, days, microseconds) of a row. */
    interface WholeNumber {
        long of(long row);
    }

    /** {@code start, start + step, …}, beginning again behind {@code end}. */
    static WholeNumber sequence(long start, long end, long step) {
        long count = Long.divideUnsigned(end - start, step) + 1;
        return row -> start + (count == 0 ? row : Long.remainderUnsigned(row, count)) * step;
    }

    static WholeNumber random(long min, long max, long key) {
        long count = max - min + 1;
        return row -> min + (count == 0 ? Hash.of(key, row) : Long.remainderUnsigned(Hash.of(key, row), count));
    }

    static WholeNumber ascending(long start, double step) {
        return row -> start + (long) (row * step);
    }

    static ValueGenerator numbers(WholeNumber number, Storage storage) {
        return switch (storage) {
            case INT -> (row, column) -> ((OfInt) column).append((int) number.of(row));
            case LONG -> (row, column) -> ((OfLong) column).append(number.of(row));
            case DOUBLE -> (row, column) -> ((OfDouble) column).append(number.of(row));
            case WIDE ->
                (row, column) -> {
                    long value = number.of(row);
                    ((OfWide) column).append(value >> 63, value);
                };
            case NESTED -> throw new IllegalArgumentException(storage.name());
            case BYTES ->
                (row, column) ->
                        ((OfBytes) column).append(Long.toString(number.of(row)).getBytes(StandardCharsets.US_ASCII));
        };
    }

    /** @param single whether values are rounded to REAL */
    static ValueGenerator doubles(double min, double max, boolean single, long key) {
        return (row, column) -> {
            double value = min + (max - min) * ((Hash.of(key, row) >>> 11) * FRACTION);
            ((OfDouble) column).append(single ? (float) value : value);
        };
    }

    /** Lower-case letters, after and before a frame. */
    static ValueGenerator letters(int length, String frame, long key) {
        return (row, column) -> {
            OfBytes bytes = (OfBytes) column;
            int total = length + 2 * frame.length();
            byte[] target = bytes.reserveNext(total);
            int position = frame(frame, target, bytes.position());
            long rowKey = Hash.of(key, row);
            for (int i = 0; i < length; i++) {
                target[position + i] = (byte) ('a' + Long.remainderUnsigned(Hash.of(rowKey, i), 26));
            }
            frame(frame, target, position + length);
            bytes.appended(total);
        };
    }

    static ValueGenerator bytes(int length, long key) {
        return (row, column) -> {
            OfBytes bytes = (OfBytes) column;
            byte[] target = bytes.reserveNext(length);
            long rowKey = Hash.of(key, row);
            for (int i = 0; i < length; i++) {
                target[bytes.position() + i] = (byte) Hash.of(rowKey, i);
            }
            bytes.appended(length);
        };
    }

    static ValueGenerator nulls() {
        return (row, column) -> column.appendNull();
    }

    private static int frame(String frame, byte[] target, int position) {
        for (int i = 0; i < frame.length(); i++) {
            target[position + i] = (byte) frame.charAt(i);
        }
        return position + frame.length();
    }
}
