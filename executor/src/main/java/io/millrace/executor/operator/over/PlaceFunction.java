package io.millrace.executor.operator.over;

import io.millrace.plan.node.OverFunction;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;

/** FIRST_VALUE, LAST_VALUE and NTH_VALUE: the value at a place of the frame; NULL if the frame has no such place. */
final class PlaceFunction implements WindowFunction {
    private final Frames frames;
    private final int value;
    private final OverFunction function;
    private final long number;
    private final boolean ignoresNulls;

    /** @param number of NTH_VALUE, from 1 on */
    PlaceFunction(Frames frames, int value, OverFunction function, long number, boolean ignoresNulls) {
        this.frames = frames;
        this.value = value;
        this.function = function;
        this.number = function == OverFunction.NTH_VALUE ? number : 1;
        this.ignoresNulls = ignoresNulls;
    }

    @Override
    public void compute(Sequence sequence, ColumnBuilder out) {
        Frame frame = frames.of(sequence);
        Column values = sequence.column(value);
        int[] before = ignoresNulls ? sequence.valuesBefore(values) : new int[0];
        int[] positions = ignoresNulls ? sequence.valuePositions(values, before[sequence.size()]) : before;
        for (int i = 0; i < sequence.size(); i++) {
            int start = frame.starts()[i];
            int end = frame.ends()[i];
            long place = ignoresNulls ? place(before[start], before[end]) : place(start, end);
            if (place < 0) {
                out.appendNull();
            } else {
                out.appendFrom(values, sequence.rows()[ignoresNulls ? positions[(int) place] : (int) place]);
            }
        }
    }

    private long place(int start, int end) {
        long place = function == OverFunction.LAST_VALUE ? end - 1L : start + number - 1;
        return place >= start && place < end ? place : -1;
    }
}
