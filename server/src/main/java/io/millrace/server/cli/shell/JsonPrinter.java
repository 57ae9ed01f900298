package io.millrace.server.cli.shell;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object a line. */
final class JsonPrinter implements RowPrinter {
    private final PrintWriter out;
    private List<ResultField> fields = List.of();

    JsonPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<ResultField> resultFields) {
        fields = resultFields;
    }

    @Override
    public void row(List<@Nullable String> values) {
        StringBuilder line = new StringBuilder("{");
        for (int i = 0; i < fields.size(); i++) {
            String value = values.get(i);
            line.append(i == 0 ? "" : ",")
                    .append(NestedJson.quoted(fields.get(i).name()))
                    .append(':');
            if (value == null) {
                line.append("null");
            } else if (fields.get(i).nested()) {
                line.append(value);
            } else {
                line.append(fields.get(i).bare() && isNumberOrTruth(value) ? value : NestedJson.quoted(value));
            }
        }
        out.print(line.append("}\n"));
    }

    /** NaN and the infinities are none in JSON. */
    private static boolean isNumberOrTruth(String value) {
        char last = value.charAt(value.length() - 1);
        return Character.isDigit(last) || value.equals("true") || value.equals("false");
    }

    @Override
    public boolean printsJson() {
        return true;
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
