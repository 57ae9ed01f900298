package io.millrace.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.child.Outcome;
import io.millrace.bench.nexmark.NexmarkQuery;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReportTest {
    private final Results results = new Results();
    private final StringWriter printed = new StringWriter();

    @Test
    void dividesOurMedianByThatOfTheBetterSetting() {
        add("millrace", 9_000, 7);
        add("millrace", 12_000, 7);
        add("millrace", 10_000, 7);
        add("flink", 2_000, 7);
        add("flink mini-batch", 1_000, 7);

        assertThat(print()).isZero();
        assertThat(printed.toString())
                .contains("| q0 | 10 | 2 | 1 | 5.0 | 10.0 | same |")
                .contains("| geometric mean |  |  |  | 5.0 | 10.0 |  |");
    }

    @Test
    void aResultThatDiffersIsShownAndCounted() {
        add("millrace", 10_000, 7);
        add("flink", 2_000, 8);
        add("flink mini-batch", 1_000, 7);

        assertThat(print()).isOne();
        assertThat(printed.toString()).contains("**DIFFERENT** flink: other checksum |");
    }

    @Test
    void aPeerThatRefusesAQueryHasNoFigureButAReason() {
        add("millrace", 10_000, 7);
        results.add("q0", 2, "flink", Outcome.failed("Flink refuses it"));

        assertThat(print()).isZero();
        assertThat(printed.toString())
                .contains("| q0 | 10 | – | – | – | – |  |")
                .contains("- q0, flink, parallelism 2: Flink refuses it");
    }

    private void add(String contender, long events, long checksum) {
        double cpuSeconds = contender.equals("millrace") ? 0.5 : 1;
        results.add(
                "q0",
                2,
                contender,
                new Outcome("", "1", "none", events, true, 1, cpuSeconds, 1 << 20, 1, 5, 5, 3, checksum));
    }

    private int print() {
        List<Contender> contenders = new ArrayList<>(List.of(Contender.ours(false, Map.of())));
        contenders.addAll(Contender.peer("flink"));
        Comparison comparison = new Comparison(
                List.of(NexmarkQuery.named("q0").orElseThrow()), List.of(2), contenders, 1, 10, 5, 1_000, 0);
        return new Report(comparison, results, new PrintWriter(printed)).print();
    }
}
