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

    public boolean exact() {
        return columns.stream().allMatch(Type::exact);
    }
}
