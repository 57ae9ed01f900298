package io.millrace.server.cli.shell;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line for each value, for rows that are wider than the screen. */
final class VerticalPrinter implements RowPrinter {
    private final PrintWriter out;
    private List<ResultField> fields = List.of();
    private int width;
    private long rows;

    VerticalPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<ResultField> resultFields) {
        fields = resultFields;
        width = fields.stream().mapToInt(field -> field.name().length()).max().orElse(0);
    }

    @Override
    public void row(List<@Nullable String> values) {
        rows++;
        out.println("-- row " + rows + " --");
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            String value = values.get(i);
            out.println(name + " ".repeat(width - name.length()) + " | " + (value == null ? "NULL" : value));
        }
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
