package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.type.Storage;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * PERCENTILE_CONT (between the two values next to it, interpolated) and PERCENTILE_DISC (one of the values). The place is
 * computed from the fraction as it was written, in decimal.
 *
 * @param interpolates whether it is PERCENTILE_CONT, whose values are doubles
 */
record Percentile(BigDecimal fraction, boolean interpolates, Storage storage) implements CollectedValues.Collection {
    @Override
    public void append(Composite composite, BytesColumn values, long[] copies, int count, ColumnBuilder out) {
        long rows = 0;
        for (int i = 0; i < count; i++) {
            rows += copies[i];
        }
        if (!interpolates) {
            long place = fraction.multiply(BigDecimal.valueOf(rows))
                    .setScale(0, RoundingMode.CEILING)
                    .longValueExact();
            composite.appendValue(values, indexOf(Math.max(place - 1, 0), copies), out);
            return;
        }
        BigDecimal place = fraction.multiply(BigDecimal.valueOf(rows - 1));
        long below = place.setScale(0, RoundingMode.FLOOR).longValueExact();
        double part = place.subtract(BigDecimal.valueOf(below)).doubleValue();
        ColumnBuilder ends = ColumnBuilder.of(Storage.DOUBLE, 2);
        composite.appendValue(values, indexOf(below, copies), ends);
        composite.appendValue(values, indexOf(Math.min(below + 1, rows - 1), copies), ends);
        double[] two = ((DoubleColumn) ends.build()).values();
        double result = part == 0 || two[0] == two[1] ? two[0] : two[0] + part * (two[1] - two[0]);
        ((ColumnBuilder.OfDouble) out).append(result);
    }

    private static int indexOf(long place, long[] copies) {
        int index = 0;
        for (long behind = copies[0]; behind <= place; behind += copies[index]) {
            index++;
        }
        return index;
    }
}
