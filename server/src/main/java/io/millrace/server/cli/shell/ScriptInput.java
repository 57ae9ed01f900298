package io.millrace.server.cli.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/** Statements from a pipe: each is executed as soon as it is complete. */
public final class ScriptInput {
    private ScriptInput() {}

    /** @return whether all went well; the first that fails is the last */
    public static boolean run(Reader input, StatementRunner runner) throws IOException {
        BufferedReader lines = new BufferedReader(input);
        StatementBuffer buffer = new StatementBuffer();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            buffer.add(line);
            if (buffer.isComplete() && !runner.runAll(buffer.take())) {
                return false;
            }
        }
        return buffer.isBlank() || runner.runAll(buffer.take());
    }
}
