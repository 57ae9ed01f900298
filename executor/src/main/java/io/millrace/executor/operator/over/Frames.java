package io.millrace.executor.operator.over;

import io.millrace.executor.operator.over.Frame.Holes;
import io.millrace.plan.node.OverFrame;
import io.millrace.plan.node.OverFrame.Bound;
import io.millrace.plan.node.OverFrame.Exclusion;
import io.millrace.plan.node.OverFrame.Unit;
import io.millrace.plan.node.SortKey;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.RowType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the frames of a sequence, for one kind of frame. The last one is remembered, since calls share frames. */
final class Frames {
    private final OverFrame frame;
    private final RangeBound startDistance;
    private final RangeBound endDistance;
    private @Nullable Sequence lastSequence;
    private Frame last = new Frame(new int[0], new int[0], null);

    Frames(OverFrame frame, List<SortKey> order, RowType input) {
        this.frame = frame;
        startDistance = distance(frame.start(), frame.unit(), order, input);
        endDistance = distance(frame.end(), frame.unit(), order, input);
    }

    private static RangeBound distance(Bound bound, Unit unit, List<SortKey> order, RowType input) {
        if (unit != Unit.RANGE || bound.offset() == null) {
            return RangeBound.NONE;
        } else if (order.size() != 1) {
            throw MillraceException.internal("a RANGE frame with an offset over " + order.size() + " sort keys");
        }
        SortKey key = order.get(0);
        return new RangeBound(key, input.type(key.column()), bound);
    }

    Frame of(Sequence sequence) {
        if (sequence != lastSequence) {
            last = find(sequence);
            lastSequence = sequence;
        }
        return last;
    }

    private Frame find(Sequence sequence) {
        int size = sequence.size();
        int[] starts = new int[size];
        int[] ends = new int[size];
        switch (frame.start().kind()) {
            case UNBOUNDED_PRECEDING -> {}
            case UNBOUNDED_FOLLOWING -> Arrays.fill(starts, size);
            case PRECEDING, CURRENT_ROW, FOLLOWING -> start(sequence, starts);
        }
        switch (frame.end().kind()) {
            case UNBOUNDED_PRECEDING -> {}
            case UNBOUNDED_FOLLOWING -> Arrays.fill(ends, size);
            case PRECEDING, CURRENT_ROW, FOLLOWING -> end(sequence, ends);
        }
        for (int i = 0; i < size; i++) {
            ends[i] = Math.max(starts[i], ends[i]);
        }
        return new Frame(starts, ends, holes(sequence, starts, ends));
    }

    private @Nullable Holes holes(Sequence sequence, int[] starts, int[] ends) {
        if (frame.exclusion() == Exclusion.NO_OTHERS) {
            return null;
        }
        int[] first = new int[starts.length];
        int[] behind = new int[starts.length];
        boolean isRow = frame.exclusion() == Exclusion.CURRENT_ROW;
        for (int i = 0; i < starts.length; i++) {
            first[i] = within(isRow ? i : sequence.tieStarts()[i], starts[i], ends[i]);
            behind[i] = within(isRow ? i + 1 : sequence.tieEnds()[i], starts[i], ends[i]);
        }
        return new Holes(first, behind, frame.exclusion() == Exclusion.TIES);
    }

    private static int within(int position, int start, int end) {
        return Math.max(start, Math.min(end, position));
    }

    private void start(Sequence sequence, int[] starts) {
        if (frame.unit() == Unit.ROWS) {
            long shift = rows(frame.start());
            for (int i = 0; i < starts.length; i++) {
                starts[i] = (int) Math.max(0, Math.min(starts.length, i + shift));
            }
        } else if (frame.unit() == Unit.GROUPS) {
            int[] groups = sequence.groupStarts();
            long shift = rows(frame.start()) - 1;
            for (int i = 0; i < starts.length; i++) {
                starts[i] = groups[group(sequence.tieNumbers()[i] + shift, groups)];
            }
        } else if (frame.start().offset() == null) {
            System.arraycopy(sequence.tieStarts(), 0, starts, 0, starts.length);
        } else {
            startDistance.starts(sequence, starts);
        }
    }

    private void end(Sequence sequence, int[] ends) {
        if (frame.unit() == Unit.ROWS) {
            long shift = rows(frame.end());
            for (int i = 0; i < ends.length; i++) {
                ends[i] = (int) Math.max(0, Math.min(ends.length, i + shift + 1));
            }
        } else if (frame.unit() == Unit.GROUPS) {
            int[] groups = sequence.groupStarts();
            long shift = rows(frame.end());
            for (int i = 0; i < ends.length; i++) {
                ends[i] = groups[group(sequence.tieNumbers()[i] + shift, groups)];
            }
        } else if (frame.end().offset() == null) {
            System.arraycopy(sequence.tieEnds(), 0, ends, 0, ends.length);
        } else {
            endDistance.ends(sequence, ends);
        }
    }

    private static int group(long number, int[] groups) {
        return (int) Math.max(0, Math.min(groups.length - 1, number));
    }

    /** Rows, or groups, to the bound, negative before the current one. */
    private static long rows(Bound bound) {
        if (bound.offset() == null) {
            return 0;
        }
        long rows = Math.min(bound.offset().longValue(), Integer.MAX_VALUE);
        return bound.kind() == OverFrame.Kind.PRECEDING ? -rows : rows;
    }
}
