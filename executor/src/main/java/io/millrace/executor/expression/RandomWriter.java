package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Function;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;

/** Random values, of the bits that stand beside a row. */
final class RandomWriter {
    private static final int ARGUMENTS = 3;
    private static final DataType UUID = DataType.of(TypeKind.UUID);

    private RandomWriter() {}

    /** @throws MillraceException 0A000 where rows have no bits beside them */
    static Value write(Call call, Emitter emitter) {
        if (call.arguments().size() < ARGUMENTS) {
            throw MillraceException.notSupported("a random value at this place");
        }
        return call.function() == Function.RANDOM
                ? FunctionCalls.write(call, emitter, "RandomValues.number", "LLL", FunctionCalls.DOUBLE)
                : FunctionCalls.write(call, emitter, "RandomValues.uuid", "LLL", UUID);
    }
}
