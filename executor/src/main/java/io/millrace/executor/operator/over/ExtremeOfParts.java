package io.millrace.executor.operator.over;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;

/**
 * MIN or MAX of frames with holes: the best of the few runs of positions that make up a frame, each of two runs whose length is a
 * power of two and whose best is known.
 */
final class ExtremeOfParts implements WindowFunction {
    private final Frames frames;
    private final int value;
    private final boolean greatest;

    ExtremeOfParts(Frames frames, int value, boolean greatest) {
        this.frames = frames;
        this.value = value;
        this.greatest = greatest;
    }

    @Override
    public void compute(Sequence sequence, ColumnBuilder out) {
        Frame frame = frames.of(sequence);
        Frame.Holes holes = frame.holes();
        Best best = new Best(sequence);
        for (int i = 0; i < sequence.size(); i++) {
            int holeStart = holes == null ? frame.ends()[i] : holes.starts()[i];
            int holeEnd = holes == null ? frame.ends()[i] : holes.ends()[i];
            int row = best.better(best.of(frame.starts()[i], holeStart), best.of(holeEnd, frame.ends()[i]));
            if (frame.keepsCurrent(i)) {
                row = best.better(row, best.of(i, i + 1));
            }
            if (row < 0) {
                out.appendNull();
            } else {
                out.appendFrom(best.values, row);
            }
        }
    }

    /** The row of the best value of any run of positions; −1 if all are NULL. */
    private final class Best {
        private final Column values;
        /** By exponent, by first position. */
        private final int[][] rows;

        Best(Sequence sequence) {
            values = sequence.column(value);
            int size = sequence.size();
            rows = new int[size == 0 ? 1 : 32 - Integer.numberOfLeadingZeros(size)][];
            rows[0] = new int[size];
            for (int i = 0; i < size; i++) {
                int row = sequence.rows()[i];
                rows[0][i] = values.isNull(row) ? -1 : row;
            }
            for (int k = 1; k < rows.length; k++) {
                rows[k] = new int[size - (1 << k) + 1];
                for (int i = 0; i < rows[k].length; i++) {
                    rows[k][i] = better(rows[k - 1][i], rows[k - 1][i + (1 << (k - 1))]);
                }
            }
        }

        int of(int from, int to) {
            if (from >= to) {
                return -1;
            }
            int k = 31 - Integer.numberOfLeadingZeros(to - from);
            return better(rows[k][from], rows[k][to - (1 << k)]);
        }

        int better(int one, int other) {
            if (one < 0 || other < 0) {
                return Math.max(one, other);
            }
            int order = values.compare(one, values, other);
            return (greatest ? order >= 0 : order <= 0) ? one : other;
        }
    }
}
