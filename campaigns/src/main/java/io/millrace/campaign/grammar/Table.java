package io.millrace.campaign.grammar;

import java.util.List;

/**
 * A table or view by its name.
 *
 * @param key whether its first column is its primary key
 */
public record Table(String name, List<Column> columns, boolean key) {
    public Table {
        columns = List.copyOf(columns);
    }

    /** A column of a table. */
    public record Column(String name, Type type, boolean nullable) {}

    /** Its columns behind an alias. */
    public Relation as(String alias) {
        return new Relation(
                name + " AS " + alias,
                columns.stream()
                        .map(column -> new Expr(alias + "." + column.name(), column.type()))
                        .toList());
    }
}
