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
        Frame.Holes holes = frame.holes();
        Places places = new Places(sequence);
        for (int i = 0; i < sequence.size(); i++) {
            int start = frame.starts()[i];
            int end = frame.ends()[i];
            int row;
            if (holes == null) {
                row = places.row(start, end, end, end, end, end);
            } else {
                int current = frame.keepsCurrent(i) ? i : holes.ends()[i];
                int behind = frame.keepsCurrent(i) ? i + 1 : current;
                row = places.row(start, holes.starts()[i], current, behind, holes.ends()[i], end);
            }
            if (row < 0) {
                out.appendNull();
            } else {
                out.appendFrom(places.values, row);
            }
        }
    }

    /** The rows of a sequence that count. */
    private final class Places {
        private final Sequence sequence;
        private final Column values;
        private final int[] before;
        private final int[] positions;

        Places(Sequence sequence) {
            this.sequence = sequence;
            values = sequence.column(value);
            before = ignoresNulls ? sequence.valuesBefore(values) : new int[0];
            positions = ignoresNulls ? sequence.valuePositions(values, before[sequence.size()]) : before;
        }

        /** The row at the place of a frame of three runs of positions, each from one up to another; −1 if there is none. */
        int row(int start, int holeStart, int current, int behind, int holeEnd, int end) {
            int left = count(holeStart) - count(start);
            int middle = count(behind) - count(current);
            int right = count(end) - count(holeEnd);
            long place = function == OverFunction.LAST_VALUE ? (long) left + middle + right - 1 : number - 1;
            if (place < 0 || place >= (long) left + middle + right) {
                return -1;
            } else if (place < left) {
                return row(count(start) + place);
            } else if (place < left + middle) {
                return row(count(current) + place - left);
            }
            return row(count(holeEnd) + place - left - middle);
        }

        /** Positions that count before one. */
        private int count(int position) {
            return ignoresNulls ? before[position] : position;
        }

        private int row(long place) {
            return sequence.rows()[ignoresNulls ? positions[(int) place] : (int) place];
        }
    }
}
