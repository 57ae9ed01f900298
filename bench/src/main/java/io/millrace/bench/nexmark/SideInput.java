package io.millrace.bench.nexmark;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The table that q13 joins bids with. */
public final class SideInput {
    public static final int ROWS = 10_000;
    private static final int ROWS_PER_STATEMENT = 1_000;

    private SideInput() {}

    /** Statements that make and fill it, in the SQL of any engine. */
    public static List<String> statements() {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE side_input (key BIGINT PRIMARY KEY, \"value\" VARCHAR)");
        for (int from = 0; from < ROWS; from += ROWS_PER_STATEMENT) {
            StringJoiner rows = new StringJoiner(", ", "INSERT INTO side_input VALUES ", "");
            for (int key = from; key < from + ROWS_PER_STATEMENT; key++) {
                rows.add("(" + key + ", '" + value(key) + "')");
            }
            statements.add(rows.toString());
        }
        return statements;
    }

    /** What the table holds for a key. */
    public static String value(int key) {
        return "side " + key;
    }
}
