package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.spi.error.MillraceException;
import java.util.Locale;

/** Which writer knows which function. */
final class CallWriter {
    private CallWriter() {}

    /** A readable beginning for the name of a call's variable. */
    static String baseName(Call call) {
        String[] words = call.function().name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return name.toString();
    }

    static Value write(Call call, Emitter emitter) {
        return switch (call.function()) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                ComparisonWriter.write(call, emitter);
            case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> ComparisonWriter.writeDistinct(call, emitter);
            case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
                LogicWriter.writeTest(call, emitter);
            case AND, OR -> LogicWriter.writeJunction(call, emitter);
            case NOT -> LogicWriter.writeNot(call, emitter);
            case CASE -> LogicWriter.writeCase(call, emitter);
            case COALESCE -> LogicWriter.writeCoalesce(call, emitter);
            case GREATEST, LEAST -> LogicWriter.writeExtreme(call, emitter);
            case CAST, TRY_CAST, ASSIGN -> CastWriter.write(call, emitter);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> ArithmeticWriter.writeBinary(call, emitter);
            case NEGATE, ABS, SIGN -> ArithmeticWriter.writeUnary(call, emitter);
            case BIT_AND, BIT_OR, BIT_XOR, BIT_NOT -> ArithmeticWriter.writeBitwise(call, emitter);
            default -> throw MillraceException.notSupported("function " + call.function());
        };
    }
}
