package io.millrace.server.cli.shell;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aligned columns. The first rows, up to {@link #SAMPLE_ROWS} or to the first {@link #flush}, decide how wide they are.
 */
final class TablePrinter implements RowPrinter {
    private static final int SAMPLE_ROWS = 500;
    private static final int WIDTH_MAX = 80;

    private final PrintWriter out;
    private final List<List<@Nullable String>> sample = new ArrayList<>();
    private List<ResultField> fields = List.of();
    private int @Nullable [] widths;

    TablePrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<ResultField> resultFields) {
        fields = resultFields;
    }

    @Override
    public void row(List<@Nullable String> values) {
        int[] decided = widths;
        if (decided != null) {
            print(values, decided);
            return;
        }
        sample.add(values);
        if (sample.size() == SAMPLE_ROWS) {
            decide();
        }
    }

    private void decide() {
        int[] decided = new int[fields.size()];
        for (int i = 0; i < decided.length; i++) {
            decided[i] = width(fields.get(i).name());
            for (List<@Nullable String> row : sample) {
                decided[i] = Math.min(WIDTH_MAX, Math.max(decided[i], width(shown(row.get(i)))));
            }
        }
        widths = decided;
        StringBuilder names = new StringBuilder();
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < decided.length; i++) {
            names.append(i == 0 ? " " : " | ").append(padded(fields.get(i).name(), decided[i], false));
            rule.append(i == 0 ? "" : "+").append("-".repeat(decided[i] + 2));
        }
        out.println(names.toString().stripTrailing());
        out.println(rule);
        sample.forEach(row -> print(row, decided));
        sample.clear();
    }

    private void print(List<@Nullable String> values, int[] decided) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < decided.length; i++) {
            line.append(i == 0 ? " " : " | ")
                    .append(padded(
                            shown(values.get(i)), decided[i], fields.get(i).bare()));
        }
        out.println(line.toString().stripTrailing());
    }

    private static String shown(@Nullable String value) {
        return value == null ? "NULL" : value.replace('\n', ' ').replace('\r', ' ');
    }

    private static String padded(String text, int width, boolean right) {
        String blanks = " ".repeat(Math.max(0, width - width(text)));
        return right ? blanks + text : text + blanks;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    @Override
    public void end() {
        if (widths == null) {
            decide();
        }
        out.flush();
    }

    @Override
    public void flush() {
        if (widths == null) {
            decide();
        }
        out.flush();
    }
}
