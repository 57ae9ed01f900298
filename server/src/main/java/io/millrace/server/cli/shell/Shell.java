package io.millrace.server.cli.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;

/**
 * Reads statements from a terminal. Ctrl-C empties the line, or ends the running query; Ctrl-D leaves.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class Shell {
    private static final String HELP = """
            Statements end with a semicolon and may go over several lines.
              \\d             list tables and views
              \\d NAME        columns of a table or view
              \\format NAME   table, csv, json, vertical or markdown
              \\i FILE        execute the statements of a file
              \\? or help     this text
              \\q or exit     leave
            Ctrl-C ends the running query, Ctrl-D leaves.""";

    private final StatementRunner firstRunner;
    private final String banner;

    /** @param banner printed first */
    public Shell(StatementRunner runner, String banner) {
        this.firstRunner = runner;
        this.banner = banner;
    }

    /** Reads and executes until the user leaves. */
    public void run() throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            StatementRunner[] runner = {firstRunner};
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("millrace")
                    .variable(LineReader.HISTORY_FILE, history())
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            PrintWriter out = terminal.writer();
            out.println(banner);
            out.flush();
            loop(reader, out, runner);
        }
    }

    private static Path history() {
        return Path.of(System.getProperty("user.home", "."), ".millrace_history");
    }

    private void loop(LineReader reader, PrintWriter out, StatementRunner[] runner) {
        StatementBuffer buffer = new StatementBuffer();
        while (true) {
            try {
                String line = reader.readLine(buffer.isBlank() ? "millrace> " : "      ... ");
                if (buffer.isBlank() && isCommand(line)) {
                    if (!command(line.trim(), out, runner)) {
                        return;
                    }
                } else {
                    buffer.add(line);
                    if (buffer.isComplete()) {
                        execute(runner[0], buffer.take());
                    }
                }
            } catch (UserInterruptException e) {
                buffer.clear();
            } catch (EndOfFileException e) {
                if (!buffer.isBlank()) {
                    execute(runner[0], buffer.take());
                }
                return;
            }
        }
    }

    /** Ctrl-C ends what runs; outside of this it belongs to the line reader. */
    private static void execute(StatementRunner runner, String statements) {
        Object before = Signals.register("INT", runner::cancel);
        try {
            runner.runAll(statements);
        } finally {
            Signals.unregister("INT", before);
        }
    }

    private static boolean isCommand(String line) {
        String text = line.trim().toLowerCase(Locale.ROOT);
        return text.startsWith("\\")
                || List.of("exit", "quit", "help", "exit;", "quit;", "help;").contains(text);
    }

    /** Executes a command of the shell's own; false to leave. */
    private static boolean command(String line, PrintWriter out, StatementRunner[] runner) {
        String[] words = line.replaceAll(";$", "").split("\\s+", 2);
        String argument = words.length > 1 ? words[1].trim() : "";
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "\\q", "exit", "quit" -> {
                return false;
            }
            case "\\d" -> {
                if (argument.isEmpty()) {
                    runner[0].run("SELECT table_schema, table_name, table_type FROM information_schema.tables"
                            + " WHERE table_schema = 'public' ORDER BY table_name");
                } else {
                    runner[0].run("DESCRIBE " + argument);
                }
            }
            case "\\format" ->
                format(argument)
                        .ifPresentOrElse(
                                format -> runner[0] = runner[0].with(format),
                                () -> out.println("formats: " + formats()));
            case "\\i" -> runFile(argument, out, runner[0]);
            case "\\?", "help" -> out.println(HELP);
            default -> out.println("there is no command " + words[0] + "; \\? lists them");
        }
        out.flush();
        return true;
    }

    private static void runFile(String file, PrintWriter out, StatementRunner runner) {
        try {
            runner.runAll(java.nio.file.Files.readString(Path.of(file)));
        } catch (IOException | java.nio.file.InvalidPathException e) {
            out.println("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static Optional<ResultFormat> format(String name) {
        return Arrays.stream(ResultFormat.values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static String formats() {
        return Arrays.toString(ResultFormat.values()).toLowerCase(Locale.ROOT);
    }
}
