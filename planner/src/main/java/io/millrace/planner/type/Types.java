package io.millrace.planner.type;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** {@link DataType} to Calcite's {@link RelDataType} and back. */
public final class Types {
    private static final SqlIntervalQualifier YEAR_MONTH =
            new SqlIntervalQualifier(TimeUnit.YEAR, TimeUnit.MONTH, SqlParserPos.ZERO);
    private static final SqlIntervalQualifier DAY_SECOND =
            new SqlIntervalQualifier(TimeUnit.DAY, 9, TimeUnit.SECOND, 6, SqlParserPos.ZERO);

    private Types() {}

    public static RelDataType toRel(RelDataTypeFactory factory, DataType type) {
        return factory.createTypeWithNullability(bare(factory, type), type.nullable());
    }

    public static RelDataType toRel(RelDataTypeFactory factory, RowType rowType) {
        RelDataTypeFactory.Builder builder = factory.builder();
        for (Field field : rowType.fields()) {
            builder.add(field.name(), toRel(factory, field.type()));
        }
        return builder.build();
    }

    private static RelDataType bare(RelDataTypeFactory factory, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
            case TINYINT -> factory.createSqlType(SqlTypeName.TINYINT);
            case SMALLINT -> factory.createSqlType(SqlTypeName.SMALLINT);
            case INTEGER -> factory.createSqlType(SqlTypeName.INTEGER);
            case BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
            case REAL -> factory.createSqlType(SqlTypeName.REAL);
            case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
            case DECIMAL -> factory.createSqlType(SqlTypeName.DECIMAL, type.precision(), type.scale());
            case CHAR -> factory.createSqlType(SqlTypeName.CHAR, type.precision());
            case VARCHAR -> sized(factory, SqlTypeName.VARCHAR, type);
            case BINARY -> sized(factory, SqlTypeName.BINARY, type);
            case VARBINARY -> sized(factory, SqlTypeName.VARBINARY, type);
            case DATE -> factory.createSqlType(SqlTypeName.DATE);
            case TIME -> factory.createSqlType(SqlTypeName.TIME, type.precision());
            case TIMESTAMP -> factory.createSqlType(SqlTypeName.TIMESTAMP, type.precision());
            case TIMESTAMP_TZ -> factory.createSqlType(SqlTypeName.TIMESTAMP_TZ, type.precision());
            case INTERVAL_YEAR_MONTH -> factory.createSqlIntervalType(YEAR_MONTH);
            case INTERVAL_DAY_TIME -> factory.createSqlIntervalType(DAY_SECOND);
            case UUID -> factory.createSqlType(SqlTypeName.UUID);
            case JSON -> factory.createSqlType(SqlTypeName.VARIANT);
            case NULL -> factory.createSqlType(SqlTypeName.NULL);
            case ARRAY -> factory.createArrayType(toRel(factory, type.child(0)), -1);
            case MAP -> factory.createMapType(toRel(factory, type.child(0)), toRel(factory, type.child(1)));
            case ROW -> toRel(factory, new RowType(type.children()));
        };
    }

    private static RelDataType sized(RelDataTypeFactory factory, SqlTypeName name, DataType type) {
        return type.precision() == DataType.UNLIMITED
                ? factory.createSqlType(name)
                : factory.createSqlType(name, type.precision());
    }

    /** @throws MillraceException 0A000 for a type the engine does not have yet */
    public static DataType of(RelDataType type) {
        boolean nullable = type.isNullable();
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> new DataType(TypeKind.BOOLEAN, 0, 0, nullable);
            case TINYINT -> new DataType(TypeKind.TINYINT, 0, 0, nullable);
            case SMALLINT -> new DataType(TypeKind.SMALLINT, 0, 0, nullable);
            case INTEGER -> new DataType(TypeKind.INTEGER, 0, 0, nullable);
            case BIGINT -> new DataType(TypeKind.BIGINT, 0, 0, nullable);
            case REAL -> new DataType(TypeKind.REAL, 0, 0, nullable);
            case FLOAT, DOUBLE -> new DataType(TypeKind.DOUBLE, 0, 0, nullable);
            case DECIMAL -> decimal(type);
            case CHAR -> new DataType(TypeKind.CHAR, Math.max(type.getPrecision(), 0), 0, nullable);
            case VARCHAR -> new DataType(TypeKind.VARCHAR, length(type), 0, nullable);
            case BINARY -> new DataType(TypeKind.BINARY, length(type), 0, nullable);
            case VARBINARY -> new DataType(TypeKind.VARBINARY, length(type), 0, nullable);
            case DATE -> new DataType(TypeKind.DATE, 0, 0, nullable);
            case TIME -> new DataType(TypeKind.TIME, fraction(type), 0, nullable);
            case TIMESTAMP -> new DataType(TypeKind.TIMESTAMP, fraction(type), 0, nullable);
            case TIMESTAMP_TZ, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                new DataType(TypeKind.TIMESTAMP_TZ, fraction(type), 0, nullable);
            case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH ->
                new DataType(TypeKind.INTERVAL_YEAR_MONTH, 0, 0, nullable);
            case INTERVAL_DAY,
                    INTERVAL_DAY_HOUR,
                    INTERVAL_DAY_MINUTE,
                    INTERVAL_DAY_SECOND,
                    INTERVAL_HOUR,
                    INTERVAL_HOUR_MINUTE,
                    INTERVAL_HOUR_SECOND,
                    INTERVAL_MINUTE,
                    INTERVAL_MINUTE_SECOND,
                    INTERVAL_SECOND -> new DataType(TypeKind.INTERVAL_DAY_TIME, 0, 0, nullable);
            case UUID -> new DataType(TypeKind.UUID, 0, 0, nullable);
            case VARIANT -> DataType.of(TypeKind.JSON).withNullable(nullable);
            case NULL -> DataType.of(TypeKind.NULL);
            case ARRAY -> DataType.array(element(type.getComponentType())).withNullable(nullable);
            case MAP ->
                DataType.map(element(type.getKeyType()), element(type.getValueType()))
                        .withNullable(nullable);
            case ROW -> DataType.row(fields(type)).withNullable(nullable);
            default -> throw MillraceException.notSupported("type " + type.getFullTypeString());
        };
    }

    public static RowType rowType(RelDataType struct) {
        return new RowType(struct.getFieldList().stream()
                .map((RelDataTypeField field) -> new Field(field.getName(), of(field.getType())))
                .toList());
    }

    private static DataType element(@Nullable RelDataType type) {
        if (type == null) {
            throw MillraceException.internal("a collection of nothing");
        }
        return of(type).withNullable(true);
    }

    /** A field without a name is called f1, f2, …, as in PostgreSQL. */
    private static List<Field> fields(RelDataType row) {
        return row.getFieldList().stream()
                .map(field -> new Field(
                        field.getName().startsWith("EXPR$") ? "f" + (field.getIndex() + 1) : field.getName(),
                        of(field.getType())))
                .toList();
    }

    private static DataType decimal(RelDataType type) {
        int precision = Math.max(type.getPrecision(), Math.max(type.getScale(), 1));
        if (precision > DataType.DECIMAL_PRECISION_MAX) {
            throw new MillraceException(
                    SqlState.NUMBER_OUT_OF_RANGE,
                    "a number of " + precision + " digits; a DECIMAL has at most " + DataType.DECIMAL_PRECISION_MAX);
        }
        return new DataType(TypeKind.DECIMAL, precision, Math.max(type.getScale(), 0), type.isNullable());
    }

    private static int length(RelDataType type) {
        return type.getPrecision() < 0 ? DataType.UNLIMITED : type.getPrecision();
    }

    private static int fraction(RelDataType type) {
        return type.getPrecision() < 0 ? 6 : Math.min(type.getPrecision(), 6);
    }

    /** As they are written. */
    public static List<String> names() {
        return List.of(
                "boolean",
                "tinyint",
                "smallint",
                "integer",
                "int",
                "bigint",
                "real",
                "double",
                "float",
                "decimal",
                "numeric",
                "char",
                "varchar",
                "text",
                "binary",
                "varbinary",
                "date",
                "time",
                "timestamp",
                "uuid",
                "json");
    }
}
