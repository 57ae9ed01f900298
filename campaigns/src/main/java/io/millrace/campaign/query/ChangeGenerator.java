package io.millrace.campaign.query;

import io.millrace.campaign.choice.Choices;
import io.millrace.campaign.construct.AllConstructs;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.LiteralValues;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Table;
import io.millrace.campaign.grammar.Table.Column;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** CREATE TABLE, first rows, and then statements that change them. */
final class ChangeGenerator {
    private static final int KEYS = 24;

    private final Choices choices;
    private final List<Table> tables;

    ChangeGenerator(Choices choices, List<Table> tables) {
        this.choices = choices;
        this.tables = tables;
    }

    List<String> setup() {
        List<String> setup = new ArrayList<>();
        for (Table table : tables) {
            setup.add(table.columns().stream()
                    .map(column ->
                            column.name() + " " + column.type().sqlName() + (column.nullable() ? "" : " NOT NULL"))
                    .collect(Collectors.joining(
                            ", ", "CREATE TABLE " + table.name() + " (", table.key() ? ", PRIMARY KEY (id))" : ")")));
            List<Integer> keys = new ArrayList<>();
            List<String> rows = choices.list(0, 20, 98, () -> {
                keys.add(keys.size());
                return row(table, "" + keys.size());
            });
            if (!rows.isEmpty()) {
                setup.add("INSERT INTO " + table.name() + " VALUES " + String.join(", ", rows));
            }
        }
        return setup;
    }

    /** The statements of one commit. */
    List<String> commit() {
        if (choices.chance(70)) {
            List<String> statements =
                    new ArrayList<>(tables.stream().map(this::sweep).toList());
            if (choices.chance(50)) {
                tables.forEach(table -> statements.add(insert(table)));
            }
            return statements;
        }
        return choices.list(1, 4, 55, this::change);
    }

    /** Changes or takes away a good part of a table. */
    private String sweep(Table table) {
        String where = " WHERE " + table.columns().get(0).name() + " % 3 = " + choices.below(3);
        if (choices.chance(55)) {
            return "DELETE FROM " + table.name() + where;
        }
        int index = choices.chance(40) ? 1 : 1 + choices.below(table.columns().size() - 1);
        Column column = table.columns().get(index);
        return "UPDATE " + table.name() + " SET " + column.name() + " = "
                + (column.nullable() && choices.chance(30) ? "NULL" : LiteralValues.value(column.type(), choices))
                + where;
    }

    private String change() {
        Table table = choices.pick(tables);
        int pick = choices.below(100);
        if (pick < 32) {
            return insert(table);
        } else if (pick < 50) {
            return "DELETE FROM " + table.name() + where(table);
        } else if (pick < 88) {
            return update(table);
        } else if (pick < 98) {
            return insertSelect(table);
        }
        return "TRUNCATE TABLE " + table.name();
    }

    private String insert(Table table) {
        List<Integer> taken = new ArrayList<>();
        List<String> rows = choices.list(1, 5, 65, () -> row(table, "" + key(taken)));
        return "INSERT INTO " + table.name() + " VALUES " + String.join(", ", rows) + conflict(table);
    }

    /** A statement may not change one row twice: other keys than those of its rows so far. */
    private int key(List<Integer> taken) {
        int key = 1 + choices.below(KEYS);
        while (taken.contains(key)) {
            key++;
        }
        taken.add(key);
        return key;
    }

    private String conflict(Table table) {
        if (!table.key()) {
            return "";
        }
        int pick = choices.below(10);
        if (pick < 4) {
            return " ON CONFLICT DO NOTHING";
        } else if (pick < 9) {
            Column column =
                    choices.pick(table.columns().subList(1, table.columns().size()));
            return " ON CONFLICT (id) DO UPDATE SET x = excluded.x"
                    + (column.name().equals("x") ? "" : ", " + column.name() + " = excluded." + column.name());
        }
        return "";
    }

    private String insertSelect(Table table) {
        Table from = choices.pick(tables);
        Generator generator = generator();
        Scope scope = from.as("f").scope();
        List<String> items = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean keyColumn = table.key() && items.isEmpty();
            items.add(keyColumn ? "f." + from.columns().get(0).name() + " + 40" : assigned(generator, column, scope));
        }
        String unique = table.key() && !from.key() ? " AND FALSE" : "";
        return "INSERT INTO " + table.name() + " SELECT " + String.join(", ", items) + " FROM " + from.name()
                + " AS f WHERE "
                + generator.predicate(scope.withoutSubQueries(), 2).sql() + unique
                + (table.key() ? " ON CONFLICT DO NOTHING" : "");
    }

    private String update(Table table) {
        Generator generator = generator();
        Scope scope = columns(table);
        List<Column> rest = table.columns().subList(1, table.columns().size());
        Column first = choices.pick(rest);
        Column second = choices.pick(rest);
        String set = first.name() + " = " + assigned(generator, first, scope);
        if (!second.equals(first) && choices.chance(30)) {
            set += ", " + second.name() + " = " + assigned(generator, second, scope);
        }
        return "UPDATE " + table.name() + " SET " + set + where(table);
    }

    private String where(Table table) {
        int pick = choices.below(20);
        String first = table.columns().get(0).name();
        if (pick == 0) {
            return "";
        } else if (pick < 9) {
            return " WHERE " + first + " % 3 = " + choices.below(3);
        } else if (pick < 12) {
            return " WHERE " + first + " > " + choices.below(10);
        } else if (pick < 16) {
            return " WHERE x = " + choices.below(8) + " OR x IS NULL";
        }
        return " WHERE "
                + generator().predicate(columns(table).withoutSubQueries(), 2).sql();
    }

    private static Scope columns(Table table) {
        return new Scope(
                table.columns().stream()
                        .map(column -> new Expr(table.name() + "." + column.name(), column.type()))
                        .toList(),
                false);
    }

    /** An expression whose values the column can hold. */
    private String assigned(Generator generator, Column column, Scope scope) {
        Type type = column.type();
        Expr value = generator.expression(type.kind(), scope.withoutSubQueries(), column.nullable() ? 2 : 0);
        boolean fits = !type.kind().numeric()
                || value.type().digits() <= type.digits()
                        && value.type().scale() <= type.scale()
                        && value.type().fits() == type.fits();
        boolean there = column.nullable() || !value.sql().contains(".");
        return fits && there ? value.sql() : LiteralValues.value(type, choices);
    }

    private Generator generator() {
        return new Generator(choices, tables, AllConstructs.all());
    }

    private String row(Table table, String key) {
        List<String> values = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean keyColumn = table.key() && values.isEmpty();
            values.add(
                    keyColumn
                            ? key
                            : column.nullable() && choices.chance(20)
                                    ? "NULL"
                                    : LiteralValues.value(column.type(), choices));
        }
        return "(" + String.join(", ", values) + ")";
    }
}
