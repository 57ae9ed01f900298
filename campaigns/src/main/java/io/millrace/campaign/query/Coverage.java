package io.millrace.campaign.query;

import io.millrace.campaign.construct.AllConstructs;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the cases held, and what became of them. */
final class Coverage {
    private static final double LEAST_SHARE = 0.02;
    private static final double LEAST_NON_EMPTY = 0.8;
    private static final double LEAST_DELETES = 0.5;

    private final Map<String, Integer> constructs = new TreeMap<>();
    private final Map<String, Integer> emptyOnes = new TreeMap<>();
    private final Map<String, Integer> deleting = new TreeMap<>();
    private final Map<String, Integer> remarks = new TreeMap<>();
    private int generated;
    private int refused;
    private int incomparable;
    private int compared;
    private int nonEmpty;
    private int deletes;
    private int failed;

    void add(QueryCase queryCase, Verdict verdict) {
        generated++;
        verdict.remark().ifPresent(remark -> remarks.merge(shortened(remark), 1, Integer::sum));
        if (verdict.refused()) {
            refused++;
        } else if (verdict.incomparable()) {
            incomparable++;
        } else {
            compared++;
            nonEmpty += verdict.nonEmpty() ? 1 : 0;
            deletes += verdict.deletes() ? 1 : 0;
            failed += verdict.failure().isPresent() ? 1 : 0;
            for (String construct : queryCase.used()) {
                constructs.merge(construct, 1, Integer::sum);
                emptyOnes.merge(construct, verdict.nonEmpty() ? 0 : 1, Integer::sum);
                deleting.merge(construct, verdict.deletes() ? 1 : 0, Integer::sum);
            }
        }
    }

    private static String shortened(String remark) {
        String line = remark.lines().findFirst().orElse("").replaceAll("[0-9]+", "#");
        return line.substring(0, Math.min(line.length(), 110));
    }

    int compared() {
        return compared;
    }

    int failed() {
        return failed;
    }

    double nonEmptyShare() {
        return share(nonEmpty);
    }

    double deletesShare() {
        return share(deletes);
    }

    Map<String, Integer> constructs() {
        return Map.copyOf(constructs);
    }

    /** What a long run has too few of; empty if nothing. */
    List<String> shortfalls() {
        List<String> shortfalls = new ArrayList<>();
        if (nonEmptyShare() < LEAST_NON_EMPTY) {
            shortfalls.add("too few queries with a row");
        }
        if (deletesShare() < LEAST_DELETES) {
            shortfalls.add("too few queries that take rows back");
        }
        for (String construct : AllConstructs.all().names()) {
            if (share(constructs.getOrDefault(construct, 0)) < LEAST_SHARE) {
                shortfalls.add("too few queries with " + construct);
            }
        }
        return shortfalls;
    }

    private double share(int count) {
        return compared == 0 ? 0 : (double) count / compared;
    }

    void print(PrintWriter out) {
        out.printf(
                "%d queries: %d compared, %d refused (0A000), %d with an error in DuckDB; %d wrong%n",
                generated, compared, refused, incomparable, failed);
        out.printf(
                "of those compared: %.1f %% non-empty, %.1f %% with deletes%n",
                100 * share(nonEmpty), 100 * share(deletes));
        constructs.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> out.printf(
                        "  %5.1f %% %s%s; of these %.0f %% empty, %.0f %% with deletes%n",
                        100 * share(entry.getValue()),
                        entry.getKey(),
                        share(entry.getValue()) < LEAST_SHARE ? " (too few)" : "",
                        100.0 * emptyOnes.getOrDefault(entry.getKey(), 0) / entry.getValue(),
                        100.0 * deleting.getOrDefault(entry.getKey(), 0) / entry.getValue()));
        remarks.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(15)
                .forEach(entry -> out.printf("  %6d times: %s%n", entry.getValue(), entry.getKey()));
        out.flush();
    }
}
