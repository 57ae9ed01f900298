package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Function;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;

/** Counting and shifting of bits. */
final class BitWriter {
    private BitWriter() {}

    static Value write(Call call, Emitter emitter) {
        Storage storage = call.argument(0).type().storage();
        if (call.function() == Function.BIT_COUNT) {
            return FunctionCalls.write(
                    call, emitter, "Bits.count", storage == Storage.BYTES ? "B" : "L", FunctionCalls.BIGINT);
        }
        boolean isLong = storage == Storage.LONG;
        String method = call.function() == Function.SHIFT_LEFT ? "Bits.shiftLeft" : "Bits.shiftRight";
        DataType computed = isLong ? FunctionCalls.BIGINT : FunctionCalls.INTEGER;
        return FunctionCalls.write(call, emitter, method, isLong ? "LI" : "II", computed);
    }
}
