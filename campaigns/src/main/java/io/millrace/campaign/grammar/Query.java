package io.millrace.campaign.grammar;

import java.util.List;

/**
 * A query.
 *
 * @param columns named c0, c1, …
 * @param ordered whether the order of its rows is part of the answer
 */
public record Query(String sql, List<Type> columns, boolean ordered) {
    public Query {
        columns = List.copyOf(columns);
    }

    /** As Millrace understands it. */
    public String ours() {
        return Dialect.OURS.of(sql);
    }

    /**
     * As DuckDB understands it. A query reads a table once; where one part of it leaves late rows out, the other parts do
     * not see them either.
     */
    public String theirs() {
        String text = Dialect.THEIRS.of(sql);
        return onTime(
                onTime(text, EventTable.NAME, EventTable.ON_TIME), EventTable.VERSIONS, EventTable.VERSIONS_ON_TIME);
    }

    private static String onTime(String text, String table, String onTime) {
        return text.contains(onTime) ? text.replaceAll("\\b" + table + "\\b", onTime) : text;
    }

    public boolean exact() {
        return columns.stream().allMatch(Type::exact);
    }
}
