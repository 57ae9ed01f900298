package io.millrace.campaign.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * What an expression may refer to.
 *
 * @param subQueries whether it may hold sub-queries
 */
public record Scope(List<Expr> columns, boolean subQueries) {
    public static final Scope EMPTY = new Scope(List.of(), false);

    public Scope {
        columns = List.copyOf(columns);
    }

    public List<Expr> columns(Kind kind) {
        return columns.stream().filter(column -> column.kind() == kind).toList();
    }

    /** Those that can be compared and grouped by. */
    public List<Expr> exact() {
        return columns.stream().filter(column -> column.type().exact()).toList();
    }

    public Scope onlyExact() {
        return new Scope(exact(), subQueries);
    }

    public Scope withoutSubQueries() {
        return new Scope(columns, false);
    }

    public Scope with(List<Expr> more) {
        List<Expr> all = new ArrayList<>(columns);
        all.addAll(more);
        return new Scope(all, subQueries);
    }
}
