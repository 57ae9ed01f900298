package io.millrace.planner.validate;

import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.jspecify.annotations.Nullable;

/** Calcite's validator with our functions; NULL is larger than any value, as in PostgreSQL. */
final class MillraceValidator extends SqlValidatorImpl {
    private final UserFunctions functions;

    MillraceValidator(
            UserFunctions functions,
            SqlValidatorCatalogReader reader,
            RelDataTypeFactory typeFactory,
            SqlConformance conformance) {
        super(
                functions,
                reader,
                typeFactory,
                Config.DEFAULT
                        .withConformance(conformance)
                        .withIdentifierExpansion(true)
                        .withCallRewrite(false)
                        .withTypeCoercionFactory(Coercion::new)
                        .withDefaultNullCollation(NullCollation.HIGH));
        this.functions = functions;
    }

    @Override
    public CalciteException handleUnresolvedFunction(
            SqlCall call,
            SqlOperator unresolved,
            List<RelDataType> argumentTypes,
            @Nullable List<String> argumentNames) {
        String name = unresolved.getName().toLowerCase(Locale.ROOT);
        Collection<String> known = new TreeSet<>(FunctionTable.INSTANCE.functionNames());
        known.addAll(functions.names());
        if (unresolved.getKind() == SqlKind.DEFAULT || !known.contains(name)) {
            throw SqlErrors.at(
                    call.getParserPosition(),
                    SqlState.UNDEFINED_FUNCTION,
                    "function " + name + " does not exist" + Nearest.hint(name, known));
        }
        String arguments = argumentTypes.stream()
                .map(type -> type.getSqlTypeName().getName())
                .collect(Collectors.joining(", "));
        throw SqlErrors.at(
                call.getParserPosition(),
                SqlState.UNDEFINED_FUNCTION,
                "function " + name + " does not take the arguments (" + arguments + ")");
    }
}
