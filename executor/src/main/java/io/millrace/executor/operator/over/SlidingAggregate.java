package io.millrace.executor.operator.over;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.error.MillraceException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;

/**
 * An aggregate of a frame that moves on: rows enter at its end and leave at its start. Its value hangs on the rows in the frame
 * alone, never on those that were in it.
 */
interface SlidingAggregate {
    /** Begins with an empty frame. */
    void begin(Sequence sequence);

    void enter(int position);

    void leave(int position);

    void append(ColumnBuilder out);

    /** Writes what the rows that have entered come to. */
    void save(DataOutput out) throws IOException;

    /** Takes in, behind {@link #begin}, rows that entered before and never leave. */
    void load(DataInput in) throws IOException;

    /** As {@link #over}, of frames with holes: what is before and what is behind the hole moves on, too. */
    static WindowFunction overHoles(Frames frames, SlidingAggregate aggregate) {
        return (sequence, out) -> {
            Frame frame = frames.of(sequence);
            Frame.Holes holes = Objects.requireNonNull(frame.holes());
            aggregate.begin(sequence);
            int leftStart = 0;
            int leftEnd = 0;
            int rightStart = 0;
            int rightEnd = 0;
            for (int i = 0; i < sequence.size(); i++) {
                while (leftEnd < holes.starts()[i]) {
                    aggregate.enter(leftEnd++);
                }
                while (leftStart < frame.starts()[i]) {
                    aggregate.leave(leftStart++);
                }
                while (rightEnd < frame.ends()[i]) {
                    aggregate.enter(rightEnd++);
                }
                while (rightStart < holes.ends()[i]) {
                    aggregate.leave(rightStart++);
                }
                if (frame.keepsCurrent(i)) {
                    aggregate.enter(i);
                    append(aggregate, sequence, i, out);
                    aggregate.leave(i);
                } else {
                    append(aggregate, sequence, i, out);
                }
            }
        };
    }

    /** The aggregate over each position's frame. */
    static WindowFunction over(Frames frames, SlidingAggregate aggregate) {
        return (sequence, out) -> {
            Frame frame = frames.of(sequence);
            aggregate.begin(sequence);
            int first = 0;
            int end = 0;
            for (int i = 0; i < sequence.size(); i++) {
                while (end < frame.ends()[i]) {
                    aggregate.enter(end++);
                }
                while (first < frame.starts()[i]) {
                    aggregate.leave(first++);
                }
                append(aggregate, sequence, i, out);
            }
        };
    }

    /** Appends the value of a position; NULL if it is out of range and not wanted. */
    static void append(SlidingAggregate aggregate, Sequence sequence, int position, ColumnBuilder out) {
        if (sequence.wants(position)) {
            aggregate.append(out);
            return;
        }
        try {
            aggregate.append(out);
        } catch (MillraceException e) {
            out.appendNull();
        }
    }
}
