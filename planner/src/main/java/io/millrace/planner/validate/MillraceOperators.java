package io.millrace.planner.validate;

import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** Functions that Calcite lacks, or has with another meaning than PostgreSQL. They hide Calcite's of the same name. */
public final class MillraceOperators {
    private static final SqlReturnTypeInference INSTANT = ReturnTypes.explicit(SqlTypeName.TIMESTAMP_TZ, 6);
    private static final SqlReturnTypeInference TEXT_NULLABLE =
            ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.TO_NULLABLE);
    private static final SqlReturnTypeInference TEXT_FORCE_NULLABLE =
            ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.FORCE_NULLABLE);
    private static final SqlReturnTypeInference TIMESTAMP_NULLABLE =
            ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 6).andThen(SqlTypeTransforms.TO_NULLABLE);

    private static final SqlOperandTypeChecker UNIT_AND_TIME =
            OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.DATETIME);

    /** The time of the epoch, an instant. */
    public static final SqlFunction NOW = function("NOW", INSTANT, OperandTypes.NILADIC, true);

    public static final SqlFunction PROCTIME = function("PROCTIME", INSTANT, OperandTypes.NILADIC, true);
    public static final SqlFunction CURRENT_TIMESTAMP = niladic("CURRENT_TIMESTAMP", INSTANT);
    public static final SqlFunction LOCALTIMESTAMP =
            niladic("LOCALTIMESTAMP", ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 6));
    public static final SqlFunction CURRENT_DATE = niladic("CURRENT_DATE", ReturnTypes.DATE);
    public static final SqlFunction CURRENT_TIME = niladic("CURRENT_TIME", ReturnTypes.explicit(SqlTypeName.TIME, 6));
    public static final SqlFunction LOCALTIME = niladic("LOCALTIME", ReturnTypes.explicit(SqlTypeName.TIME, 6));

    /** DATE_TRUNC('unit', time). */
    public static final SqlFunction DATE_TRUNC =
            function("DATE_TRUNC", MillraceOperators::truncated, UNIT_AND_TIME, false);

    /** DATE_PART('unit', time), as EXTRACT. */
    public static final SqlFunction DATE_PART =
            function("DATE_PART", ReturnTypes.BIGINT_NULLABLE, UNIT_AND_TIME, false);

    /** DATEDIFF('unit', from, to), as TIMESTAMPDIFF. */
    public static final SqlFunction DATEDIFF = function(
            "DATEDIFF",
            ReturnTypes.BIGINT_NULLABLE,
            OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME),
            false);

    /** AT_TIME_ZONE(time, zone): TIMESTAMP to TIMESTAMP WITH TIME ZONE and back; {@code AT TIME ZONE} becomes it. */
    public static final SqlFunction AT_TIME_ZONE = function(
            "AT_TIME_ZONE",
            MillraceOperators::otherZoning,
            OperandTypes.family(SqlTypeFamily.DATETIME, SqlTypeFamily.CHARACTER),
            false);

    /** REGEXP_LIKE(text, pattern[, flags]); {@code ~} becomes it. */
    static final SqlFunction REGEXP_LIKE = function(
            "REGEXP_LIKE",
            ReturnTypes.BOOLEAN_NULLABLE,
            OperandTypes.family(
                    List.of(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER),
                    index -> index == 2),
            false);

    static final SqlFunction LEFTSHIFT =
            function("LEFTSHIFT", ReturnTypes.ARG0_NULLABLE, OperandTypes.INTEGER_INTEGER, false);

    static final SqlFunction RIGHTSHIFT =
            function("RIGHTSHIFT", ReturnTypes.ARG0_NULLABLE, OperandTypes.INTEGER_INTEGER, false);

    /** An interval of so many microseconds; users do not write it. */
    public static final SqlFunction MICROS = function(
            "$MICROS",
            binding -> binding.getTypeFactory()
                    .createSqlIntervalType(
                            new SqlIntervalQualifier(TimeUnit.DAY, 9, TimeUnit.SECOND, 6, SqlParserPos.ZERO)),
            OperandTypes.EXACT_NUMERIC,
            false);

    /** The empty array for NULL; users do not write it. */
    static final SqlFunction ARRAY_OR_EMPTY = function(
            "$ARRAY_OR_EMPTY",
            ReturnTypes.ARG0.andThen(SqlTypeTransforms.TO_NOT_NULLABLE),
            OperandTypes.family(SqlTypeFamily.ANY),
            false);

    /** The map of an array of keys and values, empty for NULL; users do not write it. */
    static final SqlFunction MAP_OF =
            function("$MAP_OF", MillraceOperators::mapOf, OperandTypes.family(SqlTypeFamily.ANY), false);

    private static final List<SqlOperator> ALL = List.of(
            MAP_OF,
            ARRAY_OR_EMPTY,
            NOW,
            PROCTIME,
            CURRENT_TIMESTAMP,
            LOCALTIMESTAMP,
            CURRENT_DATE,
            CURRENT_TIME,
            LOCALTIME,
            DATE_TRUNC,
            DATE_PART,
            DATEDIFF,
            AT_TIME_ZONE,
            MICROS,
            random("RANDOM", ReturnTypes.DOUBLE),
            random("RAND", ReturnTypes.DOUBLE),
            random("GEN_RANDOM_UUID", ReturnTypes.explicit(SqlTypeName.UUID)),
            function("RAND_INTEGER", ReturnTypes.INTEGER_NULLABLE, OperandTypes.INTEGER, false)
                    .withDeterministic(false),
            SqlLibraryOperators.TRY_CAST,
            text("AGE", optionalSecond(SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME)),
            text("TO_CHAR", OperandTypes.family(SqlTypeFamily.ANY, SqlTypeFamily.CHARACTER)),
            function(
                    "TO_TIMESTAMP",
                    TIMESTAMP_NULLABLE,
                    OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER)
                            .or(OperandTypes.NUMERIC),
                    false),
            function(
                    "TO_DATE",
                    ReturnTypes.DATE_NULLABLE,
                    OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER),
                    false),
            function(
                    "MAKE_DATE",
                    ReturnTypes.DATE_NULLABLE,
                    OperandTypes.family(SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER),
                    false),
            function("CONCAT", ReturnTypes.VARCHAR, OperandTypes.variadic(SqlOperandCountRanges.from(1)), false),
            function("CONCAT_WS", TEXT_NULLABLE, OperandTypes.variadic(SqlOperandCountRanges.from(2)), false),
            text("REVERSE", OperandTypes.CHARACTER),
            // Calcite's are never NULL.
            text("LPAD", padding()),
            text("RPAD", padding()),
            text("BTRIM", optionalSecond(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER)),
            text("TO_HEX", OperandTypes.INTEGER),
            text("TO_BASE64", OperandTypes.STRING),
            function(
                    "FROM_BASE64",
                    ReturnTypes.VARBINARY.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                    OperandTypes.CHARACTER,
                    false),
            text("URL_ENCODE", OperandTypes.CHARACTER),
            text("URL_DECODE", OperandTypes.CHARACTER),
            test("ENDS_WITH"),
            test("CONTAINS"),
            function(
                    "REGEXP_EXTRACT",
                    TEXT_FORCE_NULLABLE,
                    OperandTypes.family(
                            List.of(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER, SqlTypeFamily.INTEGER),
                            index -> index == 2),
                    false),
            REGEXP_LIKE,
            function(
                    "TRUNC",
                    ReturnTypes.ARG0_NULLABLE,
                    optionalSecond(SqlTypeFamily.NUMERIC, SqlTypeFamily.INTEGER),
                    false),
            number("POW", OperandTypes.NUMERIC_NUMERIC),
            number("LOG2", OperandTypes.NUMERIC),
            number("ASINH", OperandTypes.NUMERIC),
            number("ACOSH", OperandTypes.NUMERIC),
            number("ATANH", OperandTypes.NUMERIC),
            function("BIT_COUNT", ReturnTypes.BIGINT_NULLABLE, OperandTypes.INTEGER.or(OperandTypes.BINARY), false),
            LEFTSHIFT,
            RIGHTSHIFT,
            function("CRC32", ReturnTypes.BIGINT_NULLABLE, OperandTypes.STRING, false),
            number("SINH", OperandTypes.NUMERIC),
            number("COSH", OperandTypes.NUMERIC),
            number("TANH", OperandTypes.NUMERIC));

    private MillraceOperators() {}

    static List<SqlOperator> all() {
        List<SqlOperator> all = new ArrayList<>(ALL);
        all.addAll(NestedOperators.ALL);
        all.addAll(PostgresOperators.ALL);
        return all;
    }

    private static RelDataType mapOf(SqlOperatorBinding binding) {
        var entry = binding.getOperandType(0).getComponentType();
        if (entry == null) {
            throw MillraceException.internal(binding.getOperandType(0) + " is no array");
        }
        var factory = binding.getTypeFactory();
        var key = factory.createTypeWithNullability(entry.getFieldList().get(0).getType(), false);
        var value =
                factory.createTypeWithNullability(entry.getFieldList().get(1).getType(), true);
        return factory.createMapType(key, value);
    }

    private static RelDataType truncated(SqlOperatorBinding binding) {
        var argument = binding.getOperandType(1);
        var factory = binding.getTypeFactory();
        var type = argument.getSqlTypeName() == SqlTypeName.DATE
                ? factory.createSqlType(SqlTypeName.TIMESTAMP, 6)
                : argument;
        boolean nullable = argument.isNullable() || binding.getOperandType(0).isNullable();
        return factory.createTypeWithNullability(type, nullable);
    }

    private static RelDataType otherZoning(SqlOperatorBinding binding) {
        var argument = binding.getOperandType(0);
        var factory = binding.getTypeFactory();
        boolean instant = argument.getSqlTypeName() == SqlTypeName.TIMESTAMP_TZ;
        var type = factory.createSqlType(instant ? SqlTypeName.TIMESTAMP : SqlTypeName.TIMESTAMP_TZ, 6);
        return factory.createTypeWithNullability(type, argument.isNullable());
    }

    private static SqlOperandTypeChecker padding() {
        return OperandTypes.family(
                List.of(SqlTypeFamily.CHARACTER, SqlTypeFamily.NUMERIC, SqlTypeFamily.CHARACTER), index -> index == 2);
    }

    private static SqlOperandTypeChecker optionalSecond(SqlTypeFamily first, SqlTypeFamily second) {
        return OperandTypes.family(List.of(first, second), index -> index == 1);
    }

    private static SqlFunction text(String name, SqlOperandTypeChecker operands) {
        return function(name, TEXT_NULLABLE, operands, false);
    }

    private static SqlFunction number(String name, SqlOperandTypeChecker operands) {
        return function(name, ReturnTypes.DOUBLE_NULLABLE, operands, false);
    }

    private static SqlFunction test(String name) {
        return function(
                name,
                ReturnTypes.BOOLEAN_NULLABLE,
                OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER),
                false);
    }

    private static SqlFunction random(String name, SqlReturnTypeInference returnType) {
        return function(name, returnType, OperandTypes.NILADIC, false).withDeterministic(false);
    }

    private static SqlFunction niladic(String name, SqlReturnTypeInference returnType) {
        return new NiladicFunction(name, returnType);
    }

    private static SqlBasicFunction function(
            String name, SqlReturnTypeInference returnType, SqlOperandTypeChecker operands, boolean dynamic) {
        return SqlBasicFunction.create(name, returnType, operands, SqlFunctionCategory.USER_DEFINED_FUNCTION)
                .withDynamic(dynamic);
    }
}
