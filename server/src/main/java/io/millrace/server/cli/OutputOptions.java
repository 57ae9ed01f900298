package io.millrace.server.cli;

import io.millrace.server.cli.shell.ResultFormat;
import io.millrace.server.cli.shell.StatementRunner;
import picocli.CommandLine.Option;

/** Options of commands that print rows. */
final class OutputOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "how rows are printed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private ResultFormat format = ResultFormat.TABLE;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            description = "most rows of a result; 0 for all (default: ${DEFAULT-VALUE})")
    private int rowsMax;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "how long a statement may take; 0 for ever (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Option(
            names = {"-q", "--quiet"},
            description = "print rows only, not what was done")
    private boolean quiet;

    StatementRunner.Settings settings() {
        return new StatementRunner.Settings(format, rowsMax, timeoutSeconds, !quiet);
    }
}
