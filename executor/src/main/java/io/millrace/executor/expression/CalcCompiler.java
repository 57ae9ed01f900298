package io.millrace.executor.expression;

import io.millrace.plan.expression.Expression;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles a filter and projection into code over batches. <b>Threading:</b> any thread. */
public final class CalcCompiler {
    private CalcCompiler() {}

    /**
     * @param condition only rows for which it is TRUE pass; null for all
     * @param inputTypes types of the input's columns
     * @throws MillraceException 0A000 for a function that is not there yet, 42804 for arguments of types it does not take,
     *     54001 for an expression that is nested too deeply or too large
     */
    public static CalcProgram compile(
            @Nullable Expression condition,
            List<Expression> projections,
            List<DataType> inputTypes,
            ErrorPolicy errorPolicy) {
        return KernelClasses.notTooDeep(() -> new CalcProgram(
                condition == null ? null : ConstantFolding.fold(condition),
                projections.stream().map(ConstantFolding::fold).toList(),
                inputTypes,
                errorPolicy));
    }
}
