package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class FilesAndLatencyTest {
    @Test
    void readsFilesOfBothFormats() {
        assertThat(run("files --events 20000 --rounds 1"))
                .containsPattern("json parallelism=1 rows=18400 mb=[0-9]+ seconds=[0-9.]+ rows_per_s=[1-9]")
                .containsPattern("csv parallelism=1 rows=18400 mb=[0-9]+ seconds=[0-9.]+ rows_per_s=[1-9]");
    }

    @Test
    void timesRowsAndGroups() {
        assertThat(run("latency --rates 50000 --warm-up 0.2 --seconds 0.5"))
                .containsPattern(
                        "filter rows_per_s=50000 results=[1-9][0-9]* p50_ms=[0-9.]+ p99_ms=[0-9.]+ max_ms=[0-9.]+")
                .containsPattern("group rows_per_s=50000 results=[1-9][0-9]* p50_ms=[0-9.]+");
    }

    private static String run(String arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.split(" "));
        assertThat(code).as("%s%n%s", out, err).isZero();
        return out.toString();
    }
}
