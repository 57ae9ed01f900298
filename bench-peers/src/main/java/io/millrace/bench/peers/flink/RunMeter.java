package io.millrace.bench.peers.flink;

import io.millrace.bench.engine.Stopwatch;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What sources and sinks of the run at work count: Flink makes them anew from their serialised form, so they find it here.
 * Time runs from the first row asked of a source to the moment the last sink has all rows.
 *
 * <p><b>Threading:</b> any thread.
 */
final class RunMeter {
    private static volatile RunMeter current = new RunMeter();

    private final LongAdder read = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder checksum = new LongAdder();
    private @Nullable Stopwatch watch;
    private double seconds = Double.NaN;
    private double cpuSeconds = Double.NaN;

    private RunMeter() {}

    static RunMeter begin() {
        RunMeter fresh = new RunMeter();
        current = fresh;
        return fresh;
    }

    static RunMeter current() {
        return current;
    }

    synchronized void firstRow() {
        if (watch == null) {
            watch = Stopwatch.start();
        }
    }

    /** A sink has all its rows, or the run is given up: the last of these calls counts. */
    synchronized void end() {
        if (watch != null) {
            seconds = watch.seconds();
            cpuSeconds = watch.cpuSeconds();
        }
    }

    void addRead(long count) {
        read.add(count);
    }

    void add(long addedRows, long addedChecksum) {
        rows.add(addedRows);
        checksum.add(addedChecksum);
    }

    synchronized boolean hasEnded() {
        return !Double.isNaN(seconds);
    }

    synchronized double secondsSoFar() {
        return watch == null ? 0 : watch.seconds();
    }

    synchronized double seconds() {
        return seconds;
    }

    synchronized double cpuSeconds() {
        return cpuSeconds;
    }

    long rowsRead() {
        return read.sum();
    }

    long rows() {
        return rows.sum();
    }

    long checksum() {
        return checksum.sum();
    }
}
