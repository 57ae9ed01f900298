package io.millrace.executor.operator.over;

import io.millrace.executor.log.BatchCodec;
import io.millrace.plan.node.OverFunction;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * FIRST_VALUE, LAST_VALUE and NTH_VALUE of all rows up to one near the current one: of those before, their number and the one value
 * that matters are enough.
 */
final class RunningPlace implements WindowFunction {
    private static final RowBatch NONE = RowBatch.of(0);

    private final Frames frames;
    private final int value;
    private final boolean last;
    private final long number;
    private final boolean ignoresNulls;
    /** Rows, or values that are not NULL, before the sequence. */
    private long countBefore;
    /** The value among them, if they have it. */
    private RowBatch valueBefore = NONE;

    /** @param number of NTH_VALUE, from 1 on */
    RunningPlace(Frames frames, int value, OverFunction function, long number, boolean ignoresNulls) {
        this.frames = frames;
        this.value = value;
        this.last = function == OverFunction.LAST_VALUE;
        this.number = function == OverFunction.NTH_VALUE ? number : 1;
        this.ignoresNulls = ignoresNulls;
    }

    @Override
    public void compute(Sequence sequence, ColumnBuilder out) {
        Frame frame = frames.of(sequence);
        Places places = new Places(sequence);
        for (int i = 0; i < sequence.size(); i++) {
            int row = places.row(frame.ends()[i]);
            if (row >= 0) {
                out.appendFrom(places.values, row);
            } else if (valueBefore.rows() > 0) {
                out.appendFrom(valueBefore.column(0), 0);
            } else {
                out.appendNull();
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

        int count(int end) {
            return ignoresNulls ? before[end] : end;
        }

        /** The row of the value of a frame that ends before a position; −1 if it is before the sequence, or nowhere. */
        int row(int end) {
            int count = count(end);
            long place = last ? count - 1L : number - countBefore - 1;
            if (place < 0 || place >= count) {
                return -1;
            }
            return sequence.rows()[ignoresNulls ? positions[(int) place] : (int) place];
        }
    }

    @Override
    public void resume(byte[] before) {
        countBefore = 0;
        valueBefore = NONE;
        if (before.length > 0) {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(before));
            try {
                countBefore = in.readLong();
                valueBefore = BatchCodec.read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public byte[] save(Sequence sequence, int position) {
        Places places = new Places(sequence);
        int row = places.row(position);
        RowBatch kept = row < 0 ? valueBefore : new RowBatch(new Column[] {places.values}, 1, new int[] {row}, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeLong(countBefore + places.count(position));
            BatchCodec.write(kept, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
