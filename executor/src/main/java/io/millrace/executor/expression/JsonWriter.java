package io.millrace.executor.expression;

import io.millrace.executor.expression.function.JsonOutput;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Function;
import java.util.List;

/** Functions of JSON. */
final class JsonWriter {
    private JsonWriter() {}

    /** JSON_VALUE, JSON_QUERY, JSON_EXISTS, JSON_OUTCOME. */
    static Value writeQuestion(Call call, Emitter emitter) {
        List<Value> arguments = FunctionCalls.arguments(call, emitter, "TTTT");
        String json = emitter.kernel().scratch("JsonText", "json");
        return switch (call.function()) {
            case JSON_VALUE ->
                FunctionCalls.writeOptional(call, arguments, emitter, json + ".value", FunctionCalls.TEXT);
            case JSON_QUERY ->
                FunctionCalls.writeOptional(call, arguments, emitter, json + ".query", FunctionCalls.TEXT);
            case JSON_EXISTS -> FunctionCalls.write(call, arguments, emitter, json + ".exists", FunctionCalls.BOOLEAN);
            case JSON_OUTCOME ->
                FunctionCalls.write(call, arguments, emitter, json + ".outcome", FunctionCalls.INTEGER);
            default -> throw new IllegalArgumentException(call.function().name());
        };
    }

    static Value write(Call call, Emitter emitter) {
        return switch (call.function()) {
            case IS_JSON -> FunctionCalls.write(call, emitter, "JsonParts.is", "TT", FunctionCalls.BOOLEAN);
            case TO_JSON -> writeOutput(call, emitter);
            case JSON_KEY -> writeKey(call, emitter);
            case JSON_MEMBER -> writeMember(call, emitter);
            case JSON_TEXT -> optional(call, emitter, "JsonParts.text", "T");
            case JSON_TYPE -> FunctionCalls.write(call, emitter, "JsonParts.type", "T", FunctionCalls.TEXT);
            case JSON_DEPTH -> FunctionCalls.write(call, emitter, "JsonParts.depth", "T", FunctionCalls.INTEGER);
            case JSON_KIND -> FunctionCalls.write(call, emitter, "JsonParts.kind", "T", FunctionCalls.TEXT);
            case JSON_ELEMENTS -> FunctionCalls.write(call, emitter, "JsonParts.elements", "T", FunctionCalls.INTEGER);
            case JSON_STRIP_NULLS ->
                FunctionCalls.write(call, emitter, "JsonParts.stripNulls", "T", FunctionCalls.TEXT);
            case JSON_AT -> optional(call, emitter, "JsonParts.at", "TX");
            case JSON_PRETTY -> FunctionCalls.write(call, emitter, "JsonParts.pretty", "T", FunctionCalls.TEXT);
            case JSON_KEYS -> optional(call, emitter, emitter.kernel().scratch("JsonParts", "json") + ".keys", "TT");
            case JSON_LENGTH -> writeLength(call, emitter);
            default -> throw new IllegalArgumentException(call.function().name());
        };
    }

    private static Value optional(Call call, Emitter emitter, String method, String kinds) {
        List<Value> arguments = FunctionCalls.arguments(call, emitter, kinds);
        return FunctionCalls.writeOptional(call, arguments, emitter, method, FunctionCalls.TEXT);
    }

    private static Value writeOutput(Call call, Emitter emitter) {
        List<Value> arguments = FunctionCalls.arguments(call, emitter, "X");
        JsonOutput output = new JsonOutput(call.argument(0).type().child(0));
        String json = emitter.kernel().constant(JsonOutput.class, output);
        return FunctionCalls.writeOptional(call, arguments, emitter, json + ".write", FunctionCalls.TEXT);
    }

    private static Value writeKey(Call call, Emitter emitter) {
        Value name = CastWriter.toText(emitter.write(call.argument(0)), emitter);
        if (name.mayBeNull()) {
            emitter.line("if (" + name.isNull() + ") { JsonOutput.refuseNullKey(); }");
        }
        if (name.alwaysNull()) {
            return Value.ofNull(call.type());
        }
        Value present = Value.notNull(name.code(), name.type());
        return FunctionCalls.write(call, List.of(present), emitter, "JsonOutput.key", FunctionCalls.TEXT);
    }

    private static Value writeMember(Call call, Emitter emitter) {
        boolean named = call.argument(1).type().kind().isText();
        return optional(call, emitter, "JsonParts." + (named ? "member" : "element"), named ? "TT" : "TI");
    }

    private static Value writeLength(Call call, Emitter emitter) {
        String method = emitter.kernel().scratch("JsonParts", "json") + ".length";
        Call counted = new Call(Function.JSON_LENGTH, call.arguments(), FunctionCalls.INTEGER);
        Value length = FunctionCalls.write(counted, emitter, method, "TT", FunctionCalls.INTEGER);
        if (length.alwaysNull()) {
            return Value.ofNull(call.type());
        }
        String missing = length.code() + " < 0";
        String isNull =
                emitter.local("boolean", "nothing", length.mayBeNull() ? length.isNull() + " || " + missing : missing);
        return CastWriter.coerce(new Value(length.code(), isNull, FunctionCalls.INTEGER), call.type(), emitter);
    }
}
