package io.millrace.executor.expression;

import io.millrace.plan.expression.Expression;
import io.millrace.spi.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled filter and projection. There are two variants of the code, one for batches without NULLs and one for the
 * others, compiled when the first such batch comes.
 *
 * <p><b>Threading:</b> any thread; each task takes an instance of its own.
 */
public final class CalcProgram {
    private final @Nullable Expression condition;
    private final List<Expression> projections;
    private final List<DataType> inputTypes;
    private final ErrorPolicy errorPolicy;
    private final Variant withoutNulls;
    private volatile @Nullable Variant withNulls;

    CalcProgram(
            @Nullable Expression condition,
            List<Expression> projections,
            List<DataType> inputTypes,
            ErrorPolicy errorPolicy) {
        this.condition = condition;
        this.projections = List.copyOf(projections);
        this.inputTypes = List.copyOf(inputTypes);
        this.errorPolicy = errorPolicy;
        this.withoutNulls = compile(false);
    }

    /** An instance with scratch space of its own, for one thread. */
    public CalcInstance newInstance() {
        return new CalcInstance(this);
    }

    ErrorPolicy errorPolicy() {
        return errorPolicy;
    }

    List<DataType> inputTypes() {
        return inputTypes;
    }

    /** The code for batches with or without NULLs. */
    Variant variant(boolean nulls) {
        if (!nulls) {
            return withoutNulls;
        }
        Variant variant = withNulls;
        if (variant == null) {
            variant = compile(true);
            withNulls = variant;
        }
        return variant;
    }

    /** The generated Java of a variant. */
    String text(boolean nulls) {
        return new CalcText(condition, projections, InputColumns.ofBatch(inputTypes, nulls)).write();
    }

    private Variant compile(boolean nulls) {
        return KernelClasses.notTooDeep(() -> {
            CalcText calc = new CalcText(condition, projections, InputColumns.ofBatch(inputTypes, nulls));
            String text = calc.write();
            return new Variant(KernelClasses.compile("Calc", text), calc.constants(), calc.layout());
        });
    }

    /** A generated class and what its instances need. */
    record Variant(Class<?> generated, Object[] constants, CalcLayout layout) {
        CalcKernel newKernel() {
            return KernelClasses.instance(generated, CalcKernel.class, constants);
        }
    }
}
