package io.millrace.executor.operator.over;

import io.millrace.spi.batch.ColumnBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An aggregate of all rows up to one near the current one: rows enter and never leave, so that it can go on from where it was. */
final class RunningAggregate implements WindowFunction {
    private final Frames frames;
    private final SlidingAggregate aggregate;
    private byte[] before = NOTHING;

    RunningAggregate(Frames frames, SlidingAggregate aggregate) {
        this.frames = frames;
        this.aggregate = aggregate;
    }

    @Override
    public void compute(Sequence sequence, ColumnBuilder out) {
        Frame frame = frames.of(sequence);
        begin(sequence);
        int end = 0;
        for (int i = 0; i < sequence.size(); i++) {
            while (end < frame.ends()[i]) {
                aggregate.enter(end++);
            }
            SlidingAggregate.append(aggregate, sequence, i, out);
        }
    }

    private void begin(Sequence sequence) {
        aggregate.begin(sequence);
        if (before.length > 0) {
            try {
                aggregate.load(new DataInputStream(new ByteArrayInputStream(before)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void resume(byte[] newBefore) {
        before = newBefore;
    }

    @Override
    public byte[] save(Sequence sequence, int position) {
        begin(sequence);
        for (int i = 0; i < position; i++) {
            aggregate.enter(i);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            aggregate.save(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
