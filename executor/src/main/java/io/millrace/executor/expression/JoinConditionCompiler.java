package io.millrace.executor.expression;

import io.millrace.plan.expression.Expression;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Compiles conditions over pairs of rows. <b>Threading:</b> any thread. */
public final class JoinConditionCompiler {
    private JoinConditionCompiler() {}

    /**
     * An instance for one task.
     *
     * @param condition over the left columns followed by the right ones
     * @throws MillraceException as {@link CalcCompiler#compile}
     */
    public static JoinCondition compile(Expression condition, List<DataType> leftTypes, List<DataType> rightTypes) {
        return KernelClasses.notTooDeep(() -> compileOnce(ConstantFolding.fold(condition), leftTypes, rightTypes));
    }

    private static JoinCondition compileOnce(
            Expression condition, List<DataType> leftTypes, List<DataType> rightTypes) {
        List<DataType> types = new ArrayList<>(leftTypes);
        types.addAll(rightTypes);
        KernelText kernel = new KernelText(new InputColumns(types, leftTypes.size(), true));
        JavaCode body = new JavaCode(2);
        Emitter emitter = new Emitter(kernel, body);
        ConditionWriter.write(Weights.nested(condition), emitter, "return false;");
        JavaCode method = new JavaCode(1);
        method.open("protected boolean testRows(int leftRow, int rightRow) {");
        method.append(body);
        method.line("return true;").close();
        kernel.methods().append(method);
        String text = kernel.finish("Condition", "JoinCondition");
        return KernelClasses.instance(
                KernelClasses.compile("Condition", text),
                JoinCondition.class,
                kernel.constants().toArray());
    }
}
