package io.millrace.campaign.grammar;

import java.util.List;

/** Something FROM can hold: its text, and its columns as expressions refer to them. */
public record Relation(String sql, List<Expr> columns) {
    public Relation {
        columns = List.copyOf(columns);
    }

    public Scope scope() {
        return new Scope(columns, true);
    }
}
