package io.millrace.planner.validate;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlJsonQueryFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.util.Optionality;

/** What makes JSON, of the type JSON; the grammar's own operators become these. A BOOLEAN says whether NULL becomes null. */
final class JsonOperators {
    private static final SqlReturnTypeInference JSON = ReturnTypes.explicit(SqlTypeName.VARIANT);
    private static final SqlReturnTypeInference JSON_OR_NULL = JSON.andThen(SqlTypeTransforms.FORCE_NULLABLE);
    private static final SqlOperandTypeChecker ANYTHING = OperandTypes.variadic(SqlOperandCountRanges.from(1));
    private static final SqlOperandTypeChecker DOCUMENT = OperandTypes.family(SqlTypeFamily.ANY);
    private static final SqlOperandTypeChecker DOCUMENT_AND_PATH =
            OperandTypes.family(List.of(SqlTypeFamily.ANY, SqlTypeFamily.CHARACTER), index -> index == 1);

    /** JSON_OBJECT(nulls, name, value, …). */
    static final SqlFunction OBJECT = function("JSON_OBJECT", JSON, ANYTHING);

    /** JSON_ARRAY(nulls, value, …). */
    static final SqlFunction ARRAY = function("JSON_ARRAY", JSON, ANYTHING);

    /** JSON_ARRAYAGG(value, nulls). */
    static final SqlOperator ARRAY_AGG = aggregate("JSON_ARRAYAGG", OperandTypes.ANY_ANY);

    /** JSON_OBJECTAGG(name, value, nulls). */
    static final SqlOperator OBJECT_AGG =
            aggregate("JSON_OBJECTAGG", OperandTypes.family(SqlTypeFamily.ANY, SqlTypeFamily.ANY, SqlTypeFamily.ANY));

    static final SqlFunction QUERY = new Query();

    /** {@code json -> key}. */
    static final SqlFunction GET = function("JSON_GET", JSON_OR_NULL, OperandTypes.ANY_ANY);

    /** {@code json ->> key}. */
    static final SqlFunction GET_TEXT = function("JSON_GET_TEXT", text(), OperandTypes.ANY_ANY);

    /** {@code json #> path}. */
    static final SqlFunction EXTRACT_PATH =
            function("JSON_EXTRACT_PATH", JSON_OR_NULL, OperandTypes.variadic(SqlOperandCountRanges.from(2)));

    /** {@code json #>> path}. */
    static final SqlFunction EXTRACT_PATH_TEXT =
            function("JSON_EXTRACT_PATH_TEXT", text(), OperandTypes.variadic(SqlOperandCountRanges.from(2)));

    private static final SqlOperandTypeChecker VALUES = OperandTypes.variadic(SqlOperandCountRanges.from(0));

    static final List<SqlOperator> ALL = List.of(
            EXTRACT_PATH,
            EXTRACT_PATH_TEXT,
            function("JSONB_EXTRACT_PATH", JSON_OR_NULL, OperandTypes.variadic(SqlOperandCountRanges.from(2))),
            function("JSONB_EXTRACT_PATH_TEXT", text(), OperandTypes.variadic(SqlOperandCountRanges.from(2))),
            function("JSON_BUILD_OBJECT", JSON, VALUES),
            function("JSONB_BUILD_OBJECT", JSON, VALUES),
            function("JSON_BUILD_ARRAY", JSON, VALUES),
            function("JSONB_BUILD_ARRAY", JSON, VALUES),
            function("TO_JSONB", JSON.andThen(SqlTypeTransforms.TO_NULLABLE), DOCUMENT),
            function("ROW_TO_JSON", JSON.andThen(SqlTypeTransforms.TO_NULLABLE), DOCUMENT),
            function("ARRAY_TO_JSON", JSON.andThen(SqlTypeTransforms.TO_NULLABLE), DOCUMENT),
            function("JSON_TYPEOF", ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.TO_NULLABLE), DOCUMENT),
            function("JSONB_TYPEOF", ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.TO_NULLABLE), DOCUMENT),
            function("JSON_ARRAY_LENGTH", ReturnTypes.INTEGER_NULLABLE, DOCUMENT),
            function("JSONB_ARRAY_LENGTH", ReturnTypes.INTEGER_NULLABLE, DOCUMENT),
            function("JSON_STRIP_NULLS", JSON.andThen(SqlTypeTransforms.TO_NULLABLE), DOCUMENT),
            function("JSONB_STRIP_NULLS", JSON.andThen(SqlTypeTransforms.TO_NULLABLE), DOCUMENT),
            function("JSONB_PRETTY", ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.TO_NULLABLE), DOCUMENT),
            function("JSON_STORAGE_SIZE", ReturnTypes.INTEGER_NULLABLE, DOCUMENT),
            function("VARIANTNULL", JSON, OperandTypes.NILADIC),
            OBJECT,
            ARRAY,
            QUERY,
            GET,
            GET_TEXT,
            function("TO_JSON", JSON.andThen(SqlTypeTransforms.TO_NULLABLE), DOCUMENT),
            function("JSON_TYPE", ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.TO_NULLABLE), DOCUMENT),
            function("JSON_DEPTH", ReturnTypes.INTEGER_NULLABLE, DOCUMENT),
            function("JSON_PRETTY", ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.TO_NULLABLE), DOCUMENT),
            function("JSON_LENGTH", ReturnTypes.INTEGER.andThen(SqlTypeTransforms.FORCE_NULLABLE), DOCUMENT_AND_PATH),
            function("JSON_KEYS", JSON_OR_NULL, DOCUMENT_AND_PATH));

    /** PostgreSQL's names are listed here, and {@link JsonSyntax} makes the standard's of them. */
    static final List<SqlOperator> AGGREGATES = List.of(
            ARRAY_AGG,
            OBJECT_AGG,
            aggregate("JSON_AGG", OperandTypes.ANY),
            aggregate("JSONB_AGG", OperandTypes.ANY),
            aggregate("JSON_OBJECT_AGG", OperandTypes.ANY_ANY),
            aggregate("JSONB_OBJECT_AGG", OperandTypes.ANY_ANY));

    private JsonOperators() {}

    private static SqlReturnTypeInference text() {
        return ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.FORCE_NULLABLE);
    }

    private static SqlFunction function(String name, SqlReturnTypeInference type, SqlOperandTypeChecker operands) {
        return SqlBasicFunction.create(name, type, operands, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    private static SqlOperator aggregate(String name, SqlOperandTypeChecker operands) {
        return SqlBasicAggFunction.create(name, SqlKind.OTHER_FUNCTION, JSON_OR_NULL, operands)
                .withFunctionType(SqlFunctionCategory.SYSTEM)
                .withGroupOrder(Optionality.OPTIONAL);
    }

    /** Calcite's, whose result is a text. */
    private static final class Query extends SqlJsonQueryFunction {
        @Override
        public RelDataType inferReturnType(SqlOperatorBinding binding) {
            return JSON_OR_NULL.inferReturnType(binding);
        }
    }
}
