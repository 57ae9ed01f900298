package io.millrace.executor.expression;

import io.millrace.plan.expression.Expression;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.List;

/** Compiles conditions over columns of many rows. <b>Threading:</b> any thread. */
public final class NavigatedConditionCompiler {
    private NavigatedConditionCompiler() {}

    /**
     * An instance for one task.
     *
     * @throws MillraceException as {@link CalcCompiler#compile}
     */
    public static NavigatedCondition compile(Expression condition, List<DataType> types) {
        return KernelClasses.notTooDeep(() -> compileOnce(ConstantFolding.fold(condition), types));
    }

    private static NavigatedCondition compileOnce(Expression condition, List<DataType> types) {
        KernelText kernel = new KernelText(InputColumns.navigated(types));
        JavaCode body = new JavaCode(2);
        Emitter emitter = new Emitter(kernel, body);
        ConditionWriter.write(Weights.nested(condition), emitter, "return false;");
        JavaCode method = new JavaCode(1);
        method.open("protected boolean testRows(int[] rows) {");
        method.append(body);
        method.line("return true;").close();
        kernel.methods().append(method);
        String text = kernel.finish("Condition", "NavigatedCondition");
        return KernelClasses.instance(
                KernelClasses.compile("Condition", text),
                NavigatedCondition.class,
                kernel.constants().toArray());
    }
}
