package io.millrace.server.statement;

import io.millrace.parser.MillraceDialect;
import io.millrace.parser.statement.ColumnDefinition;
import io.millrace.parser.statement.CreateTable;
import io.millrace.parser.statement.PrimaryKeyDefinition;
import io.millrace.parser.statement.WatermarkDefinition;
import io.millrace.plan.expression.Expression;
import io.millrace.planner.catalog.EventTime;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.catalog.Definition;
import io.millrace.server.catalog.TableOptions;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * The elements of {@code CREATE TABLE}, checked.
 *
 * @param primaryKey indexes into the columns
 */
record TableDefinition(
        List<Definition.Column> columns,
        List<Integer> primaryKey,
        @Nullable EventTime eventTime) {

    RowType rowType() {
        return CatalogEntry.rowType(columns);
    }

    /** @param defaults columns of a connector, which stand for declared ones if there are none */
    static TableDefinition of(Scope scope, CreateTable statement, List<Field> defaults, Map<String, String> options) {
        String table = statement.name.names.get(statement.name.names.size() - 1);
        List<ColumnDefinition> declared = new ArrayList<>();
        List<PrimaryKeyDefinition> keys = new ArrayList<>();
        List<WatermarkDefinition> watermarks = new ArrayList<>();
        for (SqlNode element : statement.elements) {
            if (element instanceof ColumnDefinition column) {
                declared.add(column);
            } else if (element instanceof PrimaryKeyDefinition key) {
                keys.add(key);
            } else {
                watermarks.add((WatermarkDefinition) element);
            }
        }
        Set<String> keyNames = keyNames(declared, keys);
        List<Definition.Column> columns = columns(scope, table, declared, given(declared, defaults, keyNames));
        RowType rowType = CatalogEntry.rowType(columns);
        List<Integer> primaryKey = new ArrayList<>();
        for (String name : keyNames) {
            primaryKey.add(keyColumn(columns, rowType, name));
        }
        return new TableDefinition(columns, primaryKey, eventTime(scope, table, watermarks, rowType, options));
    }

    /** The columns that hold what is given; without any declared, those of the connector. */
    private static List<Field> given(List<ColumnDefinition> declared, List<Field> defaults, Set<String> keyNames) {
        List<Field> given = new ArrayList<>();
        for (ColumnDefinition column : declared) {
            if (column.type != null) {
                given.add(new Field(column.name.getSimple(), SqlTypes.of(column.type)));
            }
        }
        List<Field> fields = given.isEmpty() ? defaults : given;
        return fields.stream()
                .map(field -> keyNames.contains(field.name())
                        ? new Field(field.name(), field.type().notNull())
                        : field)
                .toList();
    }

    private static List<Definition.Column> columns(
            Scope scope, String table, List<ColumnDefinition> declared, List<Field> given) {
        RowType givenType = new RowType(given);
        List<Definition.Column> columns = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        if (declared.stream().allMatch(column -> column.type == null)) {
            given.forEach(field -> columns.add(new Definition.Column(field.name(), field.type(), null, "", null, "")));
            given.forEach(field -> names.add(field.name()));
        }
        for (ColumnDefinition column : declared) {
            String name = column.name.getSimple();
            if (!names.add(name)) {
                throw new MillraceException(SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" is declared twice");
            }
            columns.add(column(scope, table, column, givenType));
        }
        if (columns.isEmpty()) {
            throw new MillraceException(SqlState.INVALID_DEFINITION, "a table needs at least one column");
        }
        return columns;
    }

    private static Definition.Column column(Scope scope, String table, ColumnDefinition column, RowType given) {
        String name = column.name.getSimple();
        SqlNode computed = column.expression;
        if (column.metadata) {
            throw MillraceException.notSupported("metadata column \"" + name + "\" (METADATA FROM)");
        }
        if (computed != null) {
            Expression expression = scope.planning().expression(computed, table, given);
            return new Definition.Column(
                    name, expression.type(), expression, MillraceDialect.toSql(computed), null, "");
        }
        DataType type = given.type(given.indexOf(name));
        SqlNode defaultNode = column.defaultValue;
        if (defaultNode == null) {
            return new Definition.Column(name, type, null, "", null, "");
        }
        Expression value = DefaultValues.of(scope, table, name, type, defaultNode);
        return new Definition.Column(name, type, null, "", value, MillraceDialect.toSql(defaultNode));
    }

    private static Set<String> keyNames(List<ColumnDefinition> declared, List<PrimaryKeyDefinition> keys) {
        Set<String> names = new LinkedHashSet<>();
        int count = keys.size();
        for (PrimaryKeyDefinition key : keys) {
            for (SqlNode column : key.columns) {
                if (!names.add(((SqlIdentifier) column).getSimple())) {
                    throw new MillraceException(
                            SqlState.DUPLICATE_COLUMN, "column \"" + column + "\" stands twice in the primary key");
                }
            }
        }
        for (ColumnDefinition column : declared) {
            if (column.primaryKey) {
                names.add(column.name.getSimple());
                count++;
            }
        }
        if (count > 1) {
            throw new MillraceException(SqlState.INVALID_DEFINITION, "a table has one primary key, here are " + count);
        }
        return names;
    }

    private static int keyColumn(List<Definition.Column> columns, RowType rowType, String name) {
        int index = rowType.indexOf(name);
        if (index < 0) {
            throw new MillraceException(
                    SqlState.UNDEFINED_COLUMN,
                    "there is no column \"" + name + "\" for the primary key" + Nearest.hint(name, rowType.names()));
        } else if (columns.get(index).isComputed()) {
            throw MillraceException.notSupported("computed column \"" + name + "\" in a primary key");
        }
        return index;
    }

    private static @Nullable EventTime eventTime(
            Scope scope,
            String table,
            List<WatermarkDefinition> watermarks,
            RowType rowType,
            Map<String, String> options) {
        if (watermarks.size() > 1) {
            throw new MillraceException(
                    SqlState.INVALID_DEFINITION, "a table has one WATERMARK, here are " + watermarks.size());
        }
        long idleMicros = micros(TableOptions.IDLE_TIMEOUT.find(options).orElse(Duration.ZERO));
        long skewMicros = micros(TableOptions.MAX_FUTURE_SKEW.find(options).orElse(Duration.ZERO));
        if (watermarks.isEmpty()) {
            if (idleMicros > 0 || skewMicros > 0) {
                throw new MillraceException(
                        SqlState.INVALID_DEFINITION,
                        "options 'idle-timeout' and 'max-future-skew' are about a watermark, and the table declares none");
            }
            return null;
        }
        WatermarkDefinition watermark = watermarks.get(0);
        String name = watermark.column.toString();
        int column = rowType.indexOf(name);
        if (column < 0) {
            throw new MillraceException(
                    SqlState.UNDEFINED_COLUMN,
                    "there is no column \"" + name + "\" for the WATERMARK" + Nearest.hint(name, rowType.names()));
        }
        Expression expression = scope.planning().expression(watermark.expression, table, rowType);
        if (!rowType.type(column).kind().isTimestamp()
                || expression.type().kind() != rowType.type(column).kind()) {
            throw new MillraceException(
                    SqlState.DATATYPE_MISMATCH,
                    "WATERMARK FOR \"" + name + "\": column and expression must be timestamps of one type; they are "
                            + rowType.type(column).sqlName() + " and "
                            + expression.type().sqlName());
        }
        return new EventTime(column, expression, idleMicros, skewMicros);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
