package io.millrace.executor.operator.over;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;

/** LAG and LEAD: the value so many rows (or values that are not NULL) before or behind, or a default. */
final class OffsetFunction implements WindowFunction {
    private final int value;
    private final int defaultValue;
    private final long offset;
    private final boolean leads;
    private final boolean ignoresNulls;

    /** @param defaultValue column of the value where there is no such row, −1 for NULL */
    OffsetFunction(int value, int defaultValue, long offset, boolean leads, boolean ignoresNulls) {
        this.value = value;
        this.defaultValue = defaultValue;
        this.offset = offset;
        this.leads = leads;
        this.ignoresNulls = ignoresNulls;
    }

    @Override
    public void compute(Sequence sequence, ColumnBuilder out) {
        Column values = sequence.column(value);
        boolean skips = ignoresNulls && offset > 0;
        int[] before = skips ? sequence.valuesBefore(values) : new int[0];
        int[] positions = skips ? sequence.valuePositions(values, before[sequence.size()]) : before;
        for (int i = 0; i < sequence.size(); i++) {
            long place;
            if (!skips) {
                place = leads ? i + offset : i - offset;
                place = place < sequence.size() ? place : -1;
            } else {
                long index = leads ? before[i + 1] + offset - 1 : before[i] - offset;
                place = index >= 0 && index < positions.length ? positions[(int) index] : -1;
            }
            if (place >= 0) {
                out.appendFrom(values, sequence.rows()[(int) place]);
            } else if (defaultValue >= 0) {
                out.appendFrom(sequence.column(defaultValue), sequence.rows()[i]);
            } else {
                out.appendNull();
            }
        }
    }
}
