package io.millrace.connector.nexmark;

import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.Source;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.option.Option;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.List;
import java.util.Optional;

/** The connector {@code 'nexmark'}: tables person, auction and bid. */
public final class NexmarkConnector implements Connector {
    @Override
    public String name() {
        return "nexmark";
    }

    @Override
    public String description() {
        return "makes up the persons, auctions and bids of the Nexmark benchmark, the same at each reading";
    }

    @Override
    public List<Option<?>> options() {
        return NexmarkOptions.ALL;
    }

    @Override
    public List<Field> defaultColumns(ConnectorTable table) {
        return NexmarkOptions.kind(table).columns().fields();
    }

    @Override
    public Optional<Source> source(ConnectorTable table) {
        NexmarkOptions options = NexmarkOptions.of(table);
        return Optional.of(new NexmarkSource(options, columns(table, options.kind())));
    }

    @Override
    public Optional<Sink> sink(ConnectorTable table) {
        return Optional.empty();
    }

    /** For each declared column, which of the kind's it is. */
    private static List<Integer> columns(ConnectorTable table, EventKind kind) {
        List<Integer> columns = table.columns().fields().stream()
                .map(field -> column(table.name(), field, kind))
                .toList();
        if (columns.stream().distinct().count() < columns.size()) {
            throw new MillraceException(
                    SqlState.DUPLICATE_COLUMN,
                    "table \"" + table.name() + "\": two columns stand for the same one of Nexmark's " + kind.table()
                            + ": " + String.join(", ", table.columns().names()));
        }
        return columns;
    }

    private static int column(String table, Field field, EventKind kind) {
        RowType columns = kind.columns();
        int column = columns.indexOf(field.name());
        for (int i = 0; i < columns.size() && column < 0; i++) {
            column = columns.name(i).equalsIgnoreCase(field.name()) ? i : -1;
        }
        if (column < 0) {
            throw new MillraceException(
                    SqlState.UNDEFINED_COLUMN,
                    "table \"" + table + "\": Nexmark's " + kind.table() + " has no column \"" + field.name() + "\""
                            + Nearest.hint(field.name(), columns.names()));
        }
        requireType(table, field, columns.type(column));
        return column;
    }

    private static void requireType(String table, Field field, DataType type) {
        boolean precise = type.kind() == TypeKind.BIGINT || field.type().precision() >= type.precision();
        if (field.type().kind() != type.kind() || !precise) {
            throw new MillraceException(
                    SqlState.DATATYPE_MISMATCH,
                    "table \"" + table + "\": column \"" + field.name() + "\" is declared as "
                            + field.type().sqlName() + "; expected " + type.sqlName());
        }
    }
}
