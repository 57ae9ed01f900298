package io.millrace.executor.operator.over;

import org.jspecify.annotations.Nullable;

/**
 * The frames of all positions of a sequence; none of their ends, nor those of their holes, goes back from one position to the next.
 *
 * @param starts first position of each
 * @param ends first position behind each, never before its start
 * @param holes what is taken out of each; null for nothing
 */
record Frame(int[] starts, int[] ends, @Nullable Holes holes) {
    /**
     * Positions in the middle of frames that are left out.
     *
     * @param starts first position of each, within the frame
     * @param ends first position behind each, within the frame
     * @param keepsCurrent whether the position itself, if it is in the frame, is not left out
     */
    record Holes(int[] starts, int[] ends, boolean keepsCurrent) {}

    /** Whether the position is in its own hole, but not left out. */
    boolean keepsCurrent(int position) {
        return holes != null
                && holes.keepsCurrent
                && holes.starts[position] <= position
                && position < holes.ends[position];
    }
}
