package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** AND, OR, NOT, CASE, COALESCE and the IS tests. Branches are written so that only the taken one is evaluated. */
final class LogicWriter {
    private LogicWriter() {}

    /** AND stops at the first FALSE, OR at the first TRUE; an argument after that is not evaluated. */
    static Value writeJunction(Call call, Emitter emitter) {
        Membership membership = Membership.of(call);
        if (membership != null) {
            return membership.write(call, emitter);
        }
        boolean isAnd = call.function() == Function.AND;
        String base = isAnd ? "and" : "or";
        Value result = new Value(emitter.kernel().name(base), Value.NEVER, call.type());
        String name = result.code();
        boolean nullable = false;
        emitter.line("boolean " + name + " = " + isAnd + ";");
        emitter.line("boolean " + name + "Null = false;");
        emitter.open(name + "Decided: {");
        for (Expression argument : call.arguments()) {
            Value value = emitter.write(argument);
            nullable |= value.mayBeNull();
            emitter.code().open("if (" + (isAnd ? value.isFalse() : value.isTrue()) + ") {");
            emitter.line(name + " = " + !isAnd + ";");
            if (nullable) {
                emitter.line(name + "Null = false;");
            }
            emitter.line("break " + name + "Decided;");
            emitter.code().close();
            if (value.mayBeNull()) {
                emitter.line(name + "Null |= " + value.isNull() + ";");
            }
        }
        emitter.close();
        return new Value(name, nullable ? name + "Null" : Value.NEVER, call.type());
    }

    static Value writeNot(Call call, Emitter emitter) {
        Value value = emitter.write(call.argument(0));
        return new Value("!" + parenthesized(value.code()), value.isNull(), call.type());
    }

    private static String parenthesized(String code) {
        return code.startsWith("!") ? "(" + code + ")" : code;
    }

    static Value writeTest(Call call, Emitter emitter) {
        Value value = emitter.write(call.argument(0));
        String condition =
                switch (call.function()) {
                    case IS_NULL -> value.isNull();
                    case IS_NOT_NULL -> value.mayBeNull() ? "!" + parenthesized(value.isNull()) : "true";
                    case IS_TRUE -> value.isTrue();
                    case IS_NOT_TRUE -> "!(" + value.isTrue() + ")";
                    case IS_FALSE -> value.isFalse();
                    case IS_NOT_FALSE -> "!(" + value.isFalse() + ")";
                    default ->
                        throw new IllegalArgumentException(call.function().name());
                };
        String name = emitter.local("boolean", "is", condition);
        return Value.notNull(name, call.type());
    }

    static Value writeCase(Call call, Emitter emitter) {
        Value result = emitter.declare(call.type(), "case", true);
        String label = result.code() + "Decided";
        List<Expression> arguments = call.arguments();
        boolean nullable = false;
        boolean decided = false;
        emitter.open(label + ": {");
        for (int i = 0; i + 1 < arguments.size() && !decided; i += 2) {
            String taken = emitter.write(arguments.get(i)).isTrue();
            // Janino trips over the code behind "if (true)", so what is known here is not left to it.
            if (taken.equals("true")) {
                nullable |= assign(result, arguments.get(i + 1), emitter);
                decided = true;
            } else if (!taken.equals("false")) {
                emitter.open("if (" + taken + ") {");
                nullable |= assign(result, arguments.get(i + 1), emitter);
                emitter.line("break " + label + ";");
                emitter.close();
            }
        }
        if (!decided && arguments.size() % 2 == 1) {
            nullable |= assign(result, arguments.get(arguments.size() - 1), emitter);
        } else if (!decided) {
            nullable = true;
        }
        emitter.close();
        return nullable ? result : Value.notNull(result.code(), call.type());
    }

    private static boolean assign(Value result, Expression branch, Emitter emitter) {
        Value value = CastWriter.coerce(emitter.write(branch), result.type(), emitter);
        emitter.assign(result, value);
        return value.mayBeNull();
    }

    static Value writeCoalesce(Call call, Emitter emitter) {
        Value result = emitter.declare(call.type(), "coalesce", true);
        String label = result.code() + "Decided";
        boolean nullable = true;
        emitter.open(label + ": {");
        for (Expression argument : call.arguments()) {
            Value value = CastWriter.coerce(emitter.write(argument), call.type(), emitter);
            if (value.alwaysNull()) {
                continue;
            } else if (!value.mayBeNull()) {
                emitter.assign(result, value);
                nullable = false;
                break;
            }
            emitter.code().open("if (!" + value.isNull() + ") {");
            emitter.assign(result, value);
            emitter.line("break " + label + ";");
            emitter.code().close();
        }
        emitter.close();
        return nullable ? result : Value.notNull(result.code(), call.type());
    }

    static Value writeExtreme(Call call, Emitter emitter) {
        DataType type = call.type();
        String sign = call.function() == Function.GREATEST ? ">" : "<";
        List<Value> values = new ArrayList<>();
        for (Value value : emitter.writeAll(call.arguments())) {
            values.add(CastWriter.coerce(value, type, emitter));
        }
        boolean nullable = values.stream().allMatch(Value::mayBeNull);
        Value result = emitter.declare(type, call.function() == Function.GREATEST ? "greatest" : "least", true);
        for (Value value : values) {
            if (value.alwaysNull()) {
                continue;
            }
            String better = result.isNull() + " || "
                    + ComparisonWriter.condition(sign, value, new Value(result.code(), Value.NEVER, type), emitter);
            emitter.code()
                    .open("if (" + (value.mayBeNull() ? "!" + value.isNull() + " && (" + better + ")" : better)
                            + ") {");
            emitter.line(result.code() + " = " + value.code() + ";");
            emitter.line(result.isNull() + " = false;");
            emitter.code().close();
        }
        return nullable ? result : Value.notNull(result.code(), type);
    }
}
