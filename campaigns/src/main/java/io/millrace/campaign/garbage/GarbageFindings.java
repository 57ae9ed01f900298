package io.millrace.campaign.garbage;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all jobs have seen.
 *
 * <p><b>Threading:</b> any thread.
 */
final class GarbageFindings {
    private final PrintWriter out;
    private final List<String> findings = new ArrayList<>();
    private final Map<String, Long> states = new TreeMap<>();

    GarbageFindings(PrintWriter out) {
        this.out = out;
    }

    synchronized void answered(String state) {
        states.merge(state, 1L, Long::sum);
    }

    synchronized void add(String finding) {
        findings.add(finding);
        say(finding);
    }

    synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    synchronized int count() {
        return findings.size();
    }

    /** All of them; prints how often each SQLSTATE was answered. */
    synchronized List<String> close() {
        states.forEach((state, count) -> out.printf("  %8d %s%n", count, state));
        out.flush();
        return List.copyOf(findings);
    }
}
