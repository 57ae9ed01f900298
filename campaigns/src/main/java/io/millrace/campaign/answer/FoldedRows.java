package io.millrace.campaign.answer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The changes of a SELECT STREAM, folded into the rows they leave. */
public final class FoldedRows {
    private final int columns;
    private final Map<String, Deque<@Nullable Object[]>> rows = new HashMap<>();

    /** @param columns of the query; one more in a result is the operation */
    public FoldedRows(int columns) {
        this.columns = columns;
    }

    /** Takes in the row the result is at. Empty, or what is wrong with it. */
    public String add(ResultSet result) throws SQLException {
        boolean operations = result.getMetaData().getColumnCount() > columns;
        @Nullable Object[] row = Rows.row(result, columns);
        String text = Arrays.toString(row);
        if (!operations || "+".equals(result.getString(columns + 1))) {
            rows.computeIfAbsent(text, key -> new ArrayDeque<>()).push(row);
            return "";
        }
        Deque<@Nullable Object[]> copies = rows.getOrDefault(text, new ArrayDeque<>());
        if (copies.isEmpty()) {
            return "takes back what was not given: " + text;
        }
        copies.pop();
        return "";
    }

    public Rows rows() {
        List<@Nullable Object[]> all = new ArrayList<>();
        rows.values().forEach(all::addAll);
        return Rows.of(all);
    }
}
