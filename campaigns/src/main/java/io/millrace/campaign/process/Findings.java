package io.millrace.campaign.process;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong. <b>Threading:</b> any thread. */
public final class Findings {
    private static final int KEPT_MAX = 100;

    private final List<String> findings = new ArrayList<>();
    private long count;

    public synchronized void add(String finding) {
        count++;
        if (findings.size() < KEPT_MAX) {
            findings.add(finding);
        }
    }

    public synchronized List<String> all() {
        return List.copyOf(findings);
    }

    public synchronized long count() {
        return count;
    }

    public synchronized boolean none() {
        return count == 0;
    }
}
