package io.millrace.server.statement;

import io.millrace.parser.operator.IntervalTypeName;
import io.millrace.planner.type.Types;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlMapTypeNameSpec;
import org.apache.calcite.sql.SqlRowTypeNameSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;

/** Types of declared columns. */
final class SqlTypes {
    private SqlTypes() {}

    /** @throws MillraceException 0A000 for a type that is not there, 42601 for one out of range */
    static DataType of(SqlDataTypeSpec spec) {
        boolean nullable = !Boolean.FALSE.equals(spec.getNullable());
        return of(spec, spec.getTypeNameSpec()).withNullable(nullable);
    }

    private static DataType of(SqlDataTypeSpec spec, SqlTypeNameSpec type) {
        if (type instanceof SqlCollectionTypeNameSpec collection) {
            if (!collection.getTypeName().getSimple().equals("ARRAY")) {
                throw MillraceException.notSupported("column type " + spec + " (" + place(spec) + ")");
            }
            return DataType.array(of(spec, collection.getElementTypeName()));
        } else if (type instanceof SqlMapTypeNameSpec map) {
            return DataType.map(of(map.getKeyType()), of(map.getValType()).withNullable(true));
        } else if (type instanceof SqlRowTypeNameSpec row) {
            return row(spec, row);
        } else if (type instanceof IntervalTypeName interval) {
            return DataType.of(interval.isYearMonth() ? TypeKind.INTERVAL_YEAR_MONTH : TypeKind.INTERVAL_DAY_TIME);
        }
        String name = type.getTypeName().toString().toUpperCase(Locale.ROOT).replace('_', ' ');
        int precision = type instanceof SqlBasicTypeNameSpec basic ? basic.getPrecision() : -1;
        int scale = type instanceof SqlBasicTypeNameSpec basic ? basic.getScale() : -1;
        return of(spec, name, precision, scale);
    }

    private static DataType row(SqlDataTypeSpec spec, SqlRowTypeNameSpec row) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < row.getFieldNames().size(); i++) {
            String name = row.getFieldNames().get(i).getSimple();
            if (fields.stream().anyMatch(field -> field.name().equals(name))) {
                throw outOfRange(spec, "its field \"" + name + "\" is declared twice");
            }
            fields.add(new Field(name, of(row.getFieldTypes().get(i)).withNullable(true)));
        }
        return DataType.row(fields);
    }

    private static DataType of(SqlDataTypeSpec spec, String name, int precision, int scale) {
        return switch (name) {
            case "BOOLEAN" -> DataType.of(TypeKind.BOOLEAN);
            case "TINYINT" -> DataType.of(TypeKind.TINYINT);
            case "SMALLINT" -> DataType.of(TypeKind.SMALLINT);
            case "INTEGER", "INT" -> DataType.of(TypeKind.INTEGER);
            case "BIGINT" -> DataType.of(TypeKind.BIGINT);
            case "REAL" -> DataType.of(TypeKind.REAL);
            case "DOUBLE", "FLOAT", "DOUBLE PRECISION" -> DataType.of(TypeKind.DOUBLE);
            case "DECIMAL", "NUMERIC", "DEC" -> decimal(spec, precision, scale);
            case "CHAR", "CHARACTER" -> sized(spec, TypeKind.CHAR, precision < 0 ? 1 : precision);
            case "VARCHAR", "CHARACTER VARYING", "TEXT" -> sized(spec, TypeKind.VARCHAR, precision);
            case "BINARY" -> sized(spec, TypeKind.BINARY, precision < 0 ? 1 : precision);
            case "VARBINARY" -> sized(spec, TypeKind.VARBINARY, precision);
            case "DATE" -> DataType.of(TypeKind.DATE);
            case "TIME" -> fraction(spec, TypeKind.TIME, precision);
            case "TIMESTAMP" -> fraction(spec, TypeKind.TIMESTAMP, precision);
            case "TIMESTAMP TZ", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE" ->
                fraction(spec, TypeKind.TIMESTAMP_TZ, precision);
            case "UUID" -> DataType.of(TypeKind.UUID);
            case "VARIANT", "JSON" -> DataType.of(TypeKind.JSON);
            default ->
                throw new MillraceException(
                        SqlState.UNDEFINED_OBJECT,
                        "type \"" + name.toLowerCase(Locale.ROOT) + "\" does not exist"
                                + Nearest.hint(name.toLowerCase(Locale.ROOT), Types.names()) + " at " + place(spec));
        };
    }

    private static DataType decimal(SqlDataTypeSpec spec, int precision, int scale) {
        int digits = precision < 0 ? DataType.DECIMAL_PRECISION_MAX : precision;
        int fraction = Math.max(scale, 0);
        if (digits < 1 || digits > DataType.DECIMAL_PRECISION_MAX || fraction > digits) {
            throw outOfRange(spec, "DECIMAL has 1 to 38 digits, and its scale is not greater");
        }
        return DataType.decimal(digits, fraction);
    }

    private static DataType sized(SqlDataTypeSpec spec, TypeKind kind, int length) {
        if (length == 0) {
            throw outOfRange(spec, "its length is at least 1");
        }
        return new DataType(kind, length < 0 ? DataType.UNLIMITED : length, 0, true);
    }

    private static DataType fraction(SqlDataTypeSpec spec, TypeKind kind, int digits) {
        if (digits > 6) {
            throw outOfRange(spec, "times have at most 6 digits behind the second");
        }
        return new DataType(kind, digits < 0 ? 6 : digits, 0, true);
    }

    private static MillraceException outOfRange(SqlDataTypeSpec spec, String rule) {
        return new MillraceException(SqlState.INVALID_DEFINITION, place(spec) + ": type " + spec + ": " + rule);
    }

    private static String place(SqlDataTypeSpec spec) {
        return "line " + spec.getParserPosition().getLineNum() + ", column "
                + spec.getParserPosition().getColumnNum();
    }
}
