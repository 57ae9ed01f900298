package io.millrace.planner.validate;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.util.Optionality;

/**
 * Aggregates that Calcite lacks, or types otherwise: a result that can be NULL says so, a joined text has no length, and what
 * is computed as DOUBLE is DOUBLE. They hide Calcite's of the same name.
 */
final class AggregateOperators {
    private static final SqlReturnTypeInference DOUBLE = ReturnTypes.DOUBLE.andThen(SqlTypeTransforms.FORCE_NULLABLE);
    private static final SqlReturnTypeInference TEXT = ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.FORCE_NULLABLE);
    private static final SqlReturnTypeInference FIRST = ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE);

    private static final List<SqlOperator> ALL = List.of(
            new SumOperator(),
            number("STDDEV", SqlKind.STDDEV_SAMP),
            number("STDDEV_POP", SqlKind.STDDEV_POP),
            number("STDDEV_SAMP", SqlKind.STDDEV_SAMP),
            number("VARIANCE", SqlKind.VAR_SAMP),
            number("VAR_POP", SqlKind.VAR_POP),
            number("VAR_SAMP", SqlKind.VAR_SAMP),
            pair("COVAR_POP", SqlKind.COVAR_POP),
            pair("COVAR_SAMP", SqlKind.COVAR_SAMP),
            pair("CORR", SqlKind.OTHER_FUNCTION),
            function("REGR_COUNT", SqlKind.REGR_COUNT, ReturnTypes.BIGINT, OperandTypes.NUMERIC_NUMERIC),
            pair("REGR_AVGX", SqlKind.OTHER_FUNCTION),
            pair("REGR_AVGY", SqlKind.OTHER_FUNCTION),
            pair("REGR_SXX", SqlKind.REGR_SXX),
            pair("REGR_SYY", SqlKind.REGR_SYY),
            pair("REGR_SXY", SqlKind.OTHER_FUNCTION),
            pair("REGR_SLOPE", SqlKind.OTHER_FUNCTION),
            pair("REGR_INTERCEPT", SqlKind.OTHER_FUNCTION),
            pair("REGR_R2", SqlKind.OTHER_FUNCTION),
            by("ARG_MIN", SqlKind.ARG_MIN),
            by("ARG_MAX", SqlKind.ARG_MAX),
            by("MIN_BY", SqlKind.ARG_MIN),
            by("MAX_BY", SqlKind.ARG_MAX),
            joined("LISTAGG"),
            joined("STRING_AGG"),
            percentile("PERCENTILE_CONT", DOUBLE, SqlTypeFamily.NUMERIC),
            percentile("PERCENTILE_DISC", FIRST, SqlTypeFamily.ANY),
            number("MEDIAN", SqlKind.OTHER_FUNCTION),
            function("MODE", SqlKind.MODE, FIRST, OperandTypes.ANY),
            function("ARRAY_AGG", SqlKind.ARRAY_AGG, AggregateOperators::array, OperandTypes.ANY)
                    .withGroupOrder(Optionality.OPTIONAL));

    private AggregateOperators() {}

    static List<SqlOperator> all() {
        return ALL;
    }

    /** The one of that name. */
    static SqlOperator named(String name) {
        return ALL.stream()
                .filter(operator -> operator.getName().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow();
    }

    private static RelDataType array(SqlOperatorBinding binding) {
        RelDataTypeFactory factory = binding.getTypeFactory();
        RelDataType element = factory.createTypeWithNullability(binding.getOperandType(0), true);
        return factory.createTypeWithNullability(factory.createArrayType(element, -1), true);
    }

    private static SqlBasicAggFunction function(
            String name, SqlKind kind, SqlReturnTypeInference type, SqlOperandTypeChecker operands) {
        return SqlBasicAggFunction.create(name, kind, type, operands)
                .withFunctionType(SqlFunctionCategory.SYSTEM)
                .withGroupOrder(Optionality.FORBIDDEN);
    }

    private static SqlOperator number(String name, SqlKind kind) {
        return function(name, kind, DOUBLE, OperandTypes.NUMERIC);
    }

    private static SqlOperator pair(String name, SqlKind kind) {
        return function(name, kind, DOUBLE, OperandTypes.NUMERIC_NUMERIC);
    }

    /** The value, then what is compared. */
    private static SqlOperator by(String name, SqlKind kind) {
        return function(name, kind, FIRST, OperandTypes.ANY_ANY);
    }

    private static SqlOperator joined(String name) {
        return function(name, SqlKind.LISTAGG, TEXT, OperandTypes.STRING.or(OperandTypes.STRING_STRING))
                .withGroupOrder(Optionality.OPTIONAL);
    }

    /** What is ordered, the fraction, whether from the greatest on; {@link OrderedAggregates} brings it into this form. */
    private static SqlOperator percentile(String name, SqlReturnTypeInference type, SqlTypeFamily ordered) {
        return function(
                name,
                SqlKind.OTHER_FUNCTION,
                type,
                OperandTypes.family(
                        List.of(ordered, SqlTypeFamily.NUMERIC, SqlTypeFamily.BOOLEAN), index -> index == 2));
    }
}
