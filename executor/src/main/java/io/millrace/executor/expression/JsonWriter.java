package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import java.util.List;

/** Functions of JSON text. */
final class JsonWriter {
    private JsonWriter() {}

    static Value write(Call call, Emitter emitter) {
        List<Value> arguments = FunctionCalls.arguments(call, emitter, "TT");
        String json = emitter.kernel().scratch("JsonText", "json");
        return switch (call.function()) {
            case JSON_VALUE ->
                FunctionCalls.writeOptional(call, arguments, emitter, json + ".value", FunctionCalls.TEXT);
            case JSON_QUERY ->
                FunctionCalls.writeOptional(call, arguments, emitter, json + ".query", FunctionCalls.TEXT);
            case JSON_EXISTS -> FunctionCalls.write(call, arguments, emitter, json + ".exists", FunctionCalls.BOOLEAN);
            default -> throw new IllegalArgumentException(call.function().name());
        };
    }
}
