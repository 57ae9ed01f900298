package io.millrace.campaign.query;

import io.millrace.campaign.choice.Choices;
import io.millrace.campaign.grammar.Table;
import io.millrace.campaign.grammar.Table.Column;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.List;

/** Tables of a few columns: all start with a small whole number, the primary key if there is one. */
final class TableGenerator {
    private static final List<Type> TYPES = List.of(
            Type.integer(4),
            Type.TEXT,
            Type.decimal(9, 2, 4),
            Type.bigint(4),
            Type.quarters(4),
            Type.TIMESTAMP,
            Type.DATE,
            Type.BOOLEAN,
            Type.INTEGER,
            Type.BIGINT,
            Type.DOUBLE,
            Type.decimal(18, 4, 4),
            Type.decimal(30, 6, 24));

    private final Choices choices;

    TableGenerator(Choices choices) {
        this.choices = choices;
    }

    List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        choices.list(1, 3, 75, () -> tables.add(table("t" + (tables.size() + 1))));
        return tables;
    }

    private Table table(String name) {
        boolean key = choices.chance(60);
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(key ? "id" : "k", Type.integer(4), !key && choices.chance(70)));
        columns.add(new Column("x", Type.integer(4), true));
        columns.add(new Column("s", Type.TEXT, choices.chance(80)));
        choices.list(0, 5, 75, () -> columns.add(column("m" + columns.size())));
        return new Table(name, columns, key);
    }

    private Column column(String name) {
        return new Column(name, choices.pick(TYPES), choices.chance(75));
    }
}
