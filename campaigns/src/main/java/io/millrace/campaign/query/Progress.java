package io.millrace.campaign.query;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Which worlds are handed out, and what was found in them.
 *
 * <p><b>Threading:</b> any thread.
 */
final class Progress {
    private static final long PRINT_NANOS = 60_000_000_000L;

    private final QueryOptions options;
    private final PrintWriter out;
    private final Coverage coverage = new Coverage();
    private final List<String> findings = new ArrayList<>();
    private final TreeSet<Long> underWay = new TreeSet<>();
    private final long start = System.nanoTime();
    private long printed = start;
    private long next;
    private long done;
    private boolean stopped;

    Progress(QueryOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
        this.next = options.first();
    }

    /** The number of the first query of a world that nobody has taken yet; empty if there is nothing left to do. */
    synchronized OptionalLong take() {
        if (stopped || next >= end() || findings.size() >= options.failuresMax()) {
            return OptionalLong.empty();
        }
        long taken = next;
        underWay.add(taken);
        next = endOfWorld(taken);
        return OptionalLong.of(taken);
    }

    /** Behind the last query of the world that this one is in. */
    long endOfWorld(long number) {
        return Math.min(end(), (number / QueryJob.QUERIES_PER_WORLD + 1) * QueryJob.QUERIES_PER_WORLD);
    }

    private long end() {
        return options.first() + options.queries();
    }

    synchronized void finished(long first) {
        underWay.remove(first);
        done += endOfWorld(first) - first;
        long now = System.nanoTime();
        if (now - printed >= PRINT_NANOS) {
            printed = now;
            print();
        }
    }

    private void print() {
        double seconds = (System.nanoTime() - start) / 1e9;
        long before = underWay.isEmpty() ? next : underWay.first();
        out.printf(
                "%d queries in %.0f s, %.1f a second, %d wrong; go on with --first %d --queries %d%n",
                done, seconds, done / seconds, findings.size(), before, end() - before);
        out.flush();
    }

    /** No more worlds: those under way are finished. */
    synchronized void stop() {
        stopped = true;
    }

    synchronized void add(QueryCase queryCase, Verdict verdict) {
        coverage.add(queryCase, verdict);
    }

    synchronized void found(String finding) {
        findings.add(finding);
        say(finding);
    }

    synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    synchronized List<String> findings() {
        return List.copyOf(findings);
    }

    Coverage coverage() {
        return coverage;
    }

    synchronized void printAll() {
        print();
        coverage.print(out);
    }
}
