package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;

/**
 * Writes a condition that rows must fulfil. Of a conjunction, what was computed for one part is known to the next, and the
 * first part that is not TRUE (so FALSE or NULL) ends it.
 */
final class ConditionWriter {
    private ConditionWriter() {}

    /** @param otherwise the statement to run if the condition is not TRUE; it must leave the code that follows */
    static void write(Expression condition, Emitter emitter, String otherwise) {
        if (condition instanceof Call call && isConjunction(call)) {
            for (Expression argument : call.arguments()) {
                if (isConjunction(argument) && !emitter.hasRoom(argument)) {
                    test(writeMethod(argument, emitter), emitter, otherwise);
                } else {
                    write(argument, emitter, otherwise);
                }
            }
        } else {
            test(emitter.write(condition).isTrue(), emitter, otherwise);
        }
    }

    private static boolean isConjunction(Expression expression) {
        return expression instanceof Call call && call.function() == Function.AND && Membership.of(call) == null;
    }

    private static void test(String isTrue, Emitter emitter, String otherwise) {
        emitter.code().open("if (!(" + isTrue + ")) {");
        emitter.line(otherwise);
        emitter.code().close();
    }

    /** Writes a method for a part of a large conjunction; returns its call. */
    private static String writeMethod(Expression conjunction, Emitter emitter) {
        KernelText kernel = emitter.kernel();
        String name = kernel.name("passes");
        JavaCode method = new JavaCode(1);
        method.open("private boolean " + name + "(" + kernel.inputs().rowParameters() + ") {");
        JavaCode body = new JavaCode(2);
        write(conjunction, new Emitter(kernel, body), "return false;");
        method.append(body).line("return true;").close().line("");
        kernel.methods().append(method);
        return name + "(" + kernel.inputs().rowArguments() + ")";
    }
}
