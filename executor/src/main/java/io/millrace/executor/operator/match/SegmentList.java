package io.millrace.executor.operator.match;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which pieces of something that grows at its end are written already. The newest ones are put together as they come, so that
 * each is more than twice as long as the next: few pieces, and a row is written anew only a few times.
 */
final class SegmentList {
    /** What is longer at the end gets a piece of its own. */
    static final int REST_MAX = 64;

    private final List<Segment> segments = new ArrayList<>();
    private long nextNumber;

    /** From that position on, up to another. */
    record Segment(long number, long from, long to) {}

    List<Segment> segments() {
        return segments;
    }

    /** Position behind what is written in pieces. */
    long end(long start) {
        return segments.isEmpty() ? start : segments.get(segments.size() - 1).to;
    }

    /** Lets pieces go that end at or before a position. */
    void dropBefore(long position, Segments.OfPartition pieces) {
        while (!segments.isEmpty() && segments.get(0).to <= position) {
            pieces.remove(segments.remove(0).number);
        }
    }

    /** Lets all pieces go. */
    void clear(Segments.OfPartition pieces) {
        dropBefore(Long.MAX_VALUE, pieces);
    }

    /** Makes a piece of what lies behind the others, and of those that are not longer. */
    Segment grow(long start, long end, Segments.OfPartition pieces) {
        long from = end(start);
        while (!segments.isEmpty() && last().to - last().from <= 2 * (end - from)) {
            from = Math.max(start, last().from);
            pieces.remove(segments.remove(segments.size() - 1).number);
        }
        Segment grown = new Segment(nextNumber++, from, end);
        segments.add(grown);
        return grown;
    }

    boolean isDue(long start, long end) {
        return end - end(start) > REST_MAX;
    }

    private Segment last() {
        return segments.get(segments.size() - 1);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(nextNumber);
        out.writeInt(segments.size());
        for (Segment segment : segments) {
            out.writeLong(segment.number);
            out.writeLong(segment.from);
            out.writeLong(segment.to);
        }
    }

    void read(DataInput in) throws IOException {
        nextNumber = in.readLong();
        for (int count = in.readInt(); count > 0; count--) {
            segments.add(new Segment(in.readLong(), in.readLong(), in.readLong()));
        }
    }
}
