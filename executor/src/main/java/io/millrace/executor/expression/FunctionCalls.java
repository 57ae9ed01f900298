package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Calls of static methods of {@code expression.function}, with arguments brought to the types the methods take. */
final class FunctionCalls {
    static final DataType TEXT = DataType.of(TypeKind.VARCHAR);
    static final DataType INTEGER = DataType.of(TypeKind.INTEGER);
    static final DataType BIGINT = DataType.of(TypeKind.BIGINT);
    static final DataType DOUBLE = DataType.of(TypeKind.DOUBLE);
    static final DataType BOOLEAN = DataType.of(TypeKind.BOOLEAN);

    private FunctionCalls() {}

    /**
     * Writes a call of a method.
     *
     * @param kinds a letter for each argument, those at the end may be missing: T text, B text or bytes, I int, L long,
     *     D double, X as it is
     * @param computed what the method gives; it is then brought to the type of the call
     */
    static Value write(Call call, Emitter emitter, String method, String kinds, DataType computed) {
        return write(call, arguments(call, emitter, kinds), emitter, method, computed);
    }

    static Value write(Call call, List<Value> arguments, Emitter emitter, String method, DataType computed) {
        String list = codes(arguments);
        Value result = emitter.compute(
                computed,
                CallWriter.baseName(call),
                arguments,
                name -> method + "(" + (Value.isObject(computed) ? joined(list, name) : list) + ")");
        return CastWriter.coerce(result, call.type(), emitter);
    }

    /** A method that writes its result, if there is one, and says whether there is; without one it is NULL. */
    static Value writeOptional(Call call, List<Value> arguments, Emitter emitter, String method, DataType computed) {
        String result = emitter.kernel().scratch(computed, CallWriter.baseName(call));
        Value found = emitter.compute(
                BOOLEAN, "found", arguments, name -> method + "(" + joined(codes(arguments), result) + ")");
        if (found.alwaysNull()) {
            return Value.ofNull(call.type());
        }
        String isNull = emitter.local("boolean", result + "Null", "!(" + found.isTrue() + ")");
        return CastWriter.coerce(new Value(result, isNull, computed), call.type(), emitter);
    }

    static List<Value> arguments(Call call, Emitter emitter, String kinds) {
        if (call.arguments().size() > kinds.length()) {
            throw new IllegalArgumentException(
                    call.function() + " with " + call.arguments().size() + " arguments");
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            values.add(argument(call, call.argument(i), kinds.charAt(i), emitter));
        }
        return values;
    }

    private static Value argument(Call call, Expression argument, char kind, Emitter emitter) {
        Value value = emitter.write(argument);
        if (kind == 'B' && value.type().storage() != Storage.BYTES && !value.alwaysNull()) {
            throw ArithmeticWriter.unsuited(call, value.type());
        }
        return switch (kind) {
            case 'T' -> CastWriter.toText(value, emitter);
            case 'I' -> CastWriter.coerce(value, INTEGER, emitter);
            case 'L' -> CastWriter.coerce(value, BIGINT, emitter);
            case 'D' -> CastWriter.coerce(value, DOUBLE, emitter);
            case 'B', 'X' -> value;
            default -> throw new IllegalArgumentException(String.valueOf(kind));
        };
    }

    static String codes(List<Value> values) {
        return values.stream().map(Value::code).collect(Collectors.joining(", "));
    }

    private static String joined(String list, String last) {
        return list.isEmpty() ? last : list + ", " + last;
    }
}
