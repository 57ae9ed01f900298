package io.millrace.executor.operator.over;

import io.millrace.executor.operator.aggregate.FrameAggregate;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate that rows do not leave: a frame that begins where the one before did goes on from it, any other is computed from its
 * first row on.
 */
final class FramedAggregate implements WindowFunction {
    private final Frames frames;
    private final FrameAggregate aggregate;
    private final DataType type;

    FramedAggregate(Frames frames, FrameAggregate aggregate, DataType type) {
        this.frames = frames;
        this.aggregate = aggregate;
        this.type = type;
    }

    @Override
    public void compute(Sequence sequence, ColumnBuilder out) {
        Frame frame = frames.of(sequence);
        aggregate.begin(sequence.batch());
        int start = 0;
        int end = 0;
        Column result = null;
        for (int i = 0; i < sequence.size(); i++) {
            if (!sequence.wants(i)) {
                out.appendNull();
                continue;
            }
            boolean isWhole = frame.holes() == null;
            if (!isWhole || start != frame.starts()[i] || result == null) {
                aggregate.clear();
                start = frame.starts()[i];
                end = start;
                result = null;
            }
            if (isWhole) {
                result = end == frame.ends()[i] ? result : null;
                end = add(sequence, end, frame.ends()[i]);
            } else {
                addAround(sequence, frame, i);
            }
            Column shown = result == null ? result() : result;
            out.appendFrom(shown, 0);
            result = isWhole ? shown : null;
        }
    }

    private Column result() {
        ColumnBuilder builder = ColumnBuilder.of(type, 1);
        aggregate.append(builder);
        return builder.build();
    }

    private int add(Sequence sequence, int from, int to) {
        for (int i = from; i < to; i++) {
            aggregate.add(sequence.rows()[i]);
        }
        return Math.max(from, to);
    }

    private void addAround(Sequence sequence, Frame frame, int position) {
        Frame.@Nullable Holes holes = frame.holes();
        if (holes != null) {
            add(sequence, frame.starts()[position], holes.starts()[position]);
            if (frame.keepsCurrent(position)) {
                aggregate.add(sequence.rows()[position]);
            }
            add(sequence, holes.ends()[position], frame.ends()[position]);
        }
    }
}
