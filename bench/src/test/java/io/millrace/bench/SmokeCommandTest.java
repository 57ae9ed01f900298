package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class SmokeCommandTest {
    @Test
    void theBenchmarkItselfWorks() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int code = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("smoke");

        assertThat(code).as("%s%n%s", out, err).isZero();
        assertThat(out.toString()).contains("| q1 |").contains("| q5 |").contains("| same |");
    }
}
