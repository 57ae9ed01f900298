package io.millrace.server.cli.shell;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table in Markdown. */
final class MarkdownPrinter implements RowPrinter {
    private final PrintWriter out;

    MarkdownPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<ResultField> fields) {
        out.println(fields.stream().map(field -> escaped(field.name())).collect(Collectors.joining(" | ", "| ", " |")));
        out.println(fields.stream()
                .map(field -> field.bare() ? "---:" : "---")
                .collect(Collectors.joining(" | ", "| ", " |")));
    }

    @Override
    public void row(List<@Nullable String> values) {
        StringBuilder line = new StringBuilder("|");
        for (String value : values) {
            line.append(' ').append(value == null ? "NULL" : escaped(value)).append(" |");
        }
        out.println(line);
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("\n", "<br>");
    }

    @Override
    public void end() {
        out.flush();
    }

    @Override
    public void flush() {
        out.flush();
    }
}
