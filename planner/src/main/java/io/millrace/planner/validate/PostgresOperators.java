package io.millrace.planner.validate;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.jspecify.annotations.Nullable;

/** Functions of numbers, texts and times that PostgreSQL has and Calcite has not. */
public final class PostgresOperators {
    private static final int DIGITS_MAX = 38;

    private static final SqlTypeFamily TEXT = SqlTypeFamily.CHARACTER;
    private static final SqlTypeFamily WHOLE = SqlTypeFamily.INTEGER;
    private static final SqlTypeFamily NUMBER = SqlTypeFamily.NUMERIC;
    private static final SqlTypeFamily TIME = SqlTypeFamily.DATETIME;

    private static final SqlReturnTypeInference VARCHAR = ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.TO_NULLABLE);
    private static final SqlReturnTypeInference VARCHAR_OR_NULL =
            ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.FORCE_NULLABLE);
    private static final SqlReturnTypeInference TEXTS = binding ->
            binding.getTypeFactory().createArrayType(binding.getTypeFactory().createSqlType(SqlTypeName.VARCHAR), -1);
    private static final SqlReturnTypeInference INSTANT = ReturnTypes.explicit(SqlTypeName.TIMESTAMP_TZ, 6);

    /** SUBSTRING(text FROM pattern); users do not write it. */
    static final SqlFunction SUBSTRING_MATCH = function("$SUBSTRING_MATCH", VARCHAR_OR_NULL, family(2, TEXT, TEXT));

    static final List<SqlOperator> ALL = List.of(
            SUBSTRING_MATCH,
            function("GCD", ReturnTypes.LEAST_RESTRICTIVE, family(2, WHOLE, WHOLE)),
            function("LCM", ReturnTypes.LEAST_RESTRICTIVE, family(2, WHOLE, WHOLE)),
            function("DIV", ReturnTypes.LEAST_RESTRICTIVE, family(2, WHOLE, WHOLE)),
            function("FACTORIAL", binding -> decimal(binding, 0), family(1, WHOLE)),
            function("WIDTH_BUCKET", ReturnTypes.INTEGER_NULLABLE, family(4, NUMBER, NUMBER, NUMBER, WHOLE)),
            function("NUM_NULLS", ReturnTypes.INTEGER, anything(1)),
            function("NUM_NONNULLS", ReturnTypes.INTEGER, anything(1)),
            function("BIT_LENGTH", ReturnTypes.INTEGER_NULLABLE, OperandTypes.STRING),
            function("REGEXP_COUNT", ReturnTypes.INTEGER_NULLABLE, family(2, TEXT, TEXT, WHOLE, TEXT)),
            function(
                    "REGEXP_INSTR",
                    ReturnTypes.INTEGER_NULLABLE,
                    family(2, TEXT, TEXT, WHOLE, WHOLE, WHOLE, TEXT, WHOLE)),
            function("REGEXP_SUBSTR", VARCHAR_OR_NULL, family(2, TEXT, TEXT, WHOLE, WHOLE, TEXT, WHOLE)),
            function("REGEXP_MATCH", TEXTS.andThen(SqlTypeTransforms.FORCE_NULLABLE), family(2, TEXT, TEXT, TEXT)),
            function(
                    "REGEXP_SPLIT_TO_ARRAY", TEXTS.andThen(SqlTypeTransforms.TO_NULLABLE), family(2, TEXT, TEXT, TEXT)),
            function("FORMAT", PostgresOperators::textOfFirst, anything(1)),
            function("QUOTE_IDENT", VARCHAR, family(1, TEXT)),
            function("QUOTE_LITERAL", VARCHAR, OperandTypes.ANY),
            function("QUOTE_NULLABLE", ReturnTypes.VARCHAR, OperandTypes.ANY),
            function("ENCODE", VARCHAR, OperandTypes.family(SqlTypeFamily.STRING, TEXT)),
            function("DECODE", ReturnTypes.VARBINARY.andThen(SqlTypeTransforms.TO_NULLABLE), family(2, TEXT, TEXT)),
            function("SHA224", VARCHAR, OperandTypes.STRING),
            function("SHA384", VARCHAR, OperandTypes.STRING),
            function("TO_NUMBER", PostgresOperators::ofPattern, family(2, TEXT, TEXT)),
            function(
                    "MAKE_TIME",
                    ReturnTypes.explicit(SqlTypeName.TIME, 6).andThen(SqlTypeTransforms.TO_NULLABLE),
                    family(3, WHOLE, WHOLE, NUMBER)),
            function(
                    "MAKE_TIMESTAMP",
                    ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 6).andThen(SqlTypeTransforms.TO_NULLABLE),
                    family(6, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, NUMBER)),
            function(
                    "MAKE_TIMESTAMPTZ",
                    INSTANT.andThen(SqlTypeTransforms.TO_NULLABLE),
                    family(6, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, NUMBER, TEXT)),
            function("DATE_BIN", PostgresOperators::binned, family(3, SqlTypeFamily.DATETIME_INTERVAL, TIME, TIME)),
            function("TIMEZONE", PostgresOperators::otherZoning, family(2, TEXT, TIME)),
            function("DAYNAME", VARCHAR, OperandTypes.DATETIME),
            function("MONTHNAME", VARCHAR, OperandTypes.DATETIME),
            epochTime("STATEMENT_TIMESTAMP"),
            epochTime("TRANSACTION_TIMESTAMP"),
            function("TYPEOF", VARCHAR, OperandTypes.ANY),
            function("PG_TYPEOF", ReturnTypes.VARCHAR, OperandTypes.ANY));

    private PostgresOperators() {}

    private static SqlBasicFunction function(
            String name, SqlReturnTypeInference returnType, SqlOperandTypeChecker operands) {
        boolean nullable = returnType == ReturnTypes.LEAST_RESTRICTIVE;
        return SqlBasicFunction.create(
                name,
                nullable ? returnType.andThen(SqlTypeTransforms.TO_NULLABLE) : returnType,
                operands,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    private static SqlOperator epochTime(String name) {
        return function(name, INSTANT, OperandTypes.NILADIC).withDynamic(true);
    }

    /** Operands, of which only the first ones must be there. */
    private static SqlOperandTypeChecker family(int required, SqlTypeFamily... families) {
        return OperandTypes.family(List.of(families), index -> index >= required);
    }

    private static SqlOperandTypeChecker anything(int atLeast) {
        return OperandTypes.variadic(SqlOperandCountRanges.from(atLeast));
    }

    private static RelDataType nullable(SqlOperatorBinding binding, RelDataType type) {
        boolean nullable = binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable);
        return binding.getTypeFactory().createTypeWithNullability(type, nullable);
    }

    private static RelDataType decimal(SqlOperatorBinding binding, int scale) {
        return nullable(binding, binding.getTypeFactory().createSqlType(SqlTypeName.DECIMAL, DIGITS_MAX, scale));
    }

    /** As many digits behind the point as the pattern has. */
    private static RelDataType ofPattern(SqlOperatorBinding binding) {
        String pattern = binding.isOperandLiteral(1, false) ? binding.getOperandLiteralValue(1, String.class) : null;
        return decimal(binding, scale(pattern));
    }

    static int scale(@Nullable String pattern) {
        int scale = 0;
        boolean point = false;
        boolean quoted = false;
        for (char c :
                pattern == null ? new char[0] : pattern.toUpperCase(Locale.ROOT).toCharArray()) {
            quoted ^= c == '"';
            point |= (c == '.' || c == 'D') && !quoted;
            scale += point && !quoted && (c == '9' || c == '0') ? 1 : 0;
        }
        return scale;
    }

    private static RelDataType textOfFirst(SqlOperatorBinding binding) {
        RelDataTypeFactory factory = binding.getTypeFactory();
        return factory.createTypeWithNullability(
                factory.createSqlType(SqlTypeName.VARCHAR),
                binding.getOperandType(0).isNullable());
    }

    private static RelDataType binned(SqlOperatorBinding binding) {
        boolean instant = binding.collectOperandTypes().stream()
                .anyMatch(type -> type.getSqlTypeName() == SqlTypeName.TIMESTAMP_TZ);
        SqlTypeName name = instant ? SqlTypeName.TIMESTAMP_TZ : SqlTypeName.TIMESTAMP;
        return nullable(binding, binding.getTypeFactory().createSqlType(name, 6));
    }

    private static RelDataType otherZoning(SqlOperatorBinding binding) {
        boolean instant = binding.getOperandType(1).getSqlTypeName() == SqlTypeName.TIMESTAMP_TZ;
        SqlTypeName name = instant ? SqlTypeName.TIMESTAMP : SqlTypeName.TIMESTAMP_TZ;
        return nullable(binding, binding.getTypeFactory().createSqlType(name, 6));
    }
}
