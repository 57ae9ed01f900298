package io.millrace.server.avatica;

import io.millrace.jdbc.link.WireType;
import io.millrace.server.session.PreparedQuery;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.session.ResultColumn;
import io.millrace.server.session.StatementKind;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.Meta;

/** Columns and parameters as JDBC describes them. */
final class JdbcDescriptions {
    private static final String CATALOG = "millrace";

    private JdbcDescriptions() {}

    static Meta.Signature signature(PreparedQuery query) {
        return Meta.Signature.create(
                columns(query.columns()),
                query.sql(),
                query.parameters().stream().map(JdbcDescriptions::parameter).toList(),
                Meta.CursorFactory.LIST,
                statementType(query.kind()));
    }

    private static Meta.StatementType statementType(StatementKind kind) {
        return switch (kind) {
            case QUERY, CONTINUOUS_QUERY, UTILITY -> Meta.StatementType.SELECT;
            case DML, CONTINUOUS_INSERT -> Meta.StatementType.OTHER_DML;
            case DDL, HISTORY, SESSION -> Meta.StatementType.OTHER_DDL;
        };
    }

    static List<ColumnMetaData> columns(List<ResultColumn> columns) {
        List<ColumnMetaData> described = new ArrayList<>(columns.size());
        for (ResultColumn column : columns) {
            described.add(column(described.size(), column));
        }
        return described;
    }

    static WireType[] wireTypes(List<ResultColumn> columns) {
        return columns.stream()
                .map(column -> WireType.of(
                        jdbcType(column.type().kind()), column.type().kind().sqlName()))
                .toArray(WireType[]::new);
    }

    private static ColumnMetaData column(int ordinal, ResultColumn column) {
        DataType type = column.type();
        return new ColumnMetaData(
                ordinal,
                false,
                type.kind().isText(),
                true,
                false,
                type.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                type.kind().isNumeric(),
                displaySize(type),
                column.label(),
                column.name(),
                column.schema(),
                precision(type),
                scale(type),
                column.table(),
                column.table().isEmpty() ? "" : CATALOG,
                avaticaType(type),
                true,
                false,
                false,
                javaClass(type.kind()).getName());
    }

    private static ColumnMetaData.AvaticaType avaticaType(DataType type) {
        if (type.kind() == TypeKind.ARRAY) {
            return ColumnMetaData.array(avaticaType(type.child(0)), type.sqlName(), ColumnMetaData.Rep.ARRAY);
        }
        String name = type.kind().isNested() ? type.sqlName() : type.kind().sqlName();
        return ColumnMetaData.scalar(jdbcType(type.kind()), name, ColumnMetaData.Rep.OBJECT);
    }

    private static AvaticaParameter parameter(QueryParameter parameter) {
        DataType type = parameter.type();
        return new AvaticaParameter(
                type.kind().isNumeric(),
                precision(type),
                scale(type),
                jdbcType(type.kind()),
                type.kind().sqlName(),
                javaClass(type.kind()).getName(),
                "?");
    }

    private static int jdbcType(TypeKind kind) {
        return switch (kind) {
            case BOOLEAN -> Types.BOOLEAN;
            case TINYINT -> Types.TINYINT;
            case SMALLINT -> Types.SMALLINT;
            case INTEGER -> Types.INTEGER;
            case BIGINT -> Types.BIGINT;
            case REAL -> Types.REAL;
            case DOUBLE -> Types.DOUBLE;
            case DECIMAL -> Types.DECIMAL;
            case CHAR -> Types.CHAR;
            case VARCHAR -> Types.VARCHAR;
            case BINARY -> Types.BINARY;
            case VARBINARY -> Types.VARBINARY;
            case DATE -> Types.DATE;
            case TIME -> Types.TIME;
            case TIMESTAMP -> Types.TIMESTAMP;
            case TIMESTAMP_TZ -> Types.TIMESTAMP_WITH_TIMEZONE;
            case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME, UUID, JSON -> Types.OTHER;
            case ARRAY -> Types.ARRAY;
            case ROW -> Types.STRUCT;
            case MAP -> Types.JAVA_OBJECT;
            case NULL -> Types.NULL;
        };
    }

    private static Class<?> javaClass(TypeKind kind) {
        return switch (kind) {
            case BOOLEAN -> Boolean.class;
            case TINYINT, SMALLINT, INTEGER -> Integer.class;
            case BIGINT -> Long.class;
            case REAL -> Float.class;
            case DOUBLE -> Double.class;
            case DECIMAL -> BigDecimal.class;
            case CHAR, VARCHAR, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME, JSON -> String.class;
            case BINARY, VARBINARY -> byte[].class;
            case DATE -> Date.class;
            case TIME -> Time.class;
            case TIMESTAMP -> Timestamp.class;
            case TIMESTAMP_TZ -> OffsetDateTime.class;
            case UUID -> UUID.class;
            case ARRAY -> Array.class;
            case ROW -> Struct.class;
            case MAP -> Map.class;
            case NULL -> Object.class;
        };
    }

    private static int precision(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> 1;
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            case REAL -> 24;
            case DOUBLE -> 53;
            case DECIMAL, CHAR, VARCHAR, BINARY, VARBINARY -> type.precision();
            case DATE -> 10;
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> displaySize(type);
            case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME, ARRAY, MAP, ROW, NULL -> 0;
            case UUID -> 36;
            case JSON -> DataType.UNLIMITED;
        };
    }

    private static int scale(DataType type) {
        return switch (type.kind()) {
            case DECIMAL -> type.scale();
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> type.precision();
            default -> 0;
        };
    }

    /** Characters that the longest value needs. */
    private static int displaySize(DataType type) {
        int fraction = type.precision() == 0 ? 0 : type.precision() + 1;
        return switch (type.kind()) {
            case BOOLEAN -> 5;
            case TINYINT -> 4;
            case SMALLINT -> 6;
            case INTEGER -> 11;
            case BIGINT -> 20;
            case REAL -> 15;
            case DOUBLE -> 25;
            case DECIMAL -> type.precision() + 2;
            case CHAR, VARCHAR -> type.precision();
            case BINARY, VARBINARY -> (int) Math.min(DataType.UNLIMITED, 2L * type.precision());
            case DATE -> 10;
            case TIME -> 8 + fraction;
            case TIMESTAMP -> 19 + fraction;
            case TIMESTAMP_TZ -> 25 + fraction;
            case INTERVAL_YEAR_MONTH -> 16;
            case INTERVAL_DAY_TIME -> 32;
            case UUID -> 36;
            case JSON, ARRAY, MAP, ROW -> DataType.UNLIMITED;
            case NULL -> 4;
        };
    }
}
