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

    /**
     * As DuckDB understands it where the query fires nowhere after all, because the part that would have is one that can give
     * no row: all rows count then, late or not.
     */
    public String theirsWithLateRows() {
        return Dialect.THEIRS
                .of(sql)
                .replace(EventTable.ON_TIME, EventTable.NAME)
                .replace(EventTable.VERSIONS_ON_TIME, EventTable.VERSIONS);
    }

    private static String onTime(String text, String table, String onTime) {
        return text.contains(onTime) ? text.replaceAll("\\b" + table + "\\b", onTime) : text;
    }

    public boolean exact() {
        return columns.stream().allMatch(Type::exact);
    }
}
