package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.expression.Parameter;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Writes the code of one generated method. A value is computed once in each scope: what was computed before a branch is
 * used inside it, never the other way round. Large parts move to methods of their own, as HotSpot does not compile methods
 * of more than 8,000 bytecodes.
 */
final class Emitter {
    /** Nodes of expression trees a method may hold; about 30 bytecodes each. */
    static final int METHOD_WEIGHT_MAX = 100;
    /** Smaller parts stay where they are. */
    private static final int OUTLINED_WEIGHT_MIN = 8;

    private final KernelText kernel;
    private final Deque<Map<Expression, Value>> scopes = new ArrayDeque<>();
    private final Set<Integer> columns = new TreeSet<>();
    private JavaCode code;
    private int weight;

    Emitter(KernelText kernel, JavaCode code) {
        this.kernel = kernel;
        this.code = code;
        scopes.push(new HashMap<>());
    }

    KernelText kernel() {
        return kernel;
    }

    /** Input columns used so far. */
    Set<Integer> columns() {
        return columns;
    }

    JavaCode code() {
        return code;
    }

    void line(String line) {
        code.line(line);
    }

    /** Opens a block: values computed in it are not seen outside. */
    void open(String line) {
        code.open(line);
        scopes.push(new HashMap<>());
    }

    void close() {
        scopes.pop();
        code.close();
    }

    /** Writes what computes an expression for the current row, unless it is known already. */
    Value write(Expression expression) {
        if (expression instanceof Literal literal) {
            return kernel.literal(literal);
        } else if (expression instanceof Parameter parameter) {
            throw new MillraceException(SqlState.INVALID_PARAMETER, "parameter " + parameter + " has no value");
        }
        for (Map<Expression, Value> scope : scopes) {
            Value known = scope.get(expression);
            if (known != null) {
                return known;
            }
        }
        Value value = expression instanceof InputRef input ? writeColumn(input) : writeCall((Call) expression);
        scopes.element().put(expression, value);
        return value;
    }

    List<Value> writeAll(List<Expression> expressions) {
        List<Value> values = new ArrayList<>();
        for (Expression expression : expressions) {
            values.add(write(expression));
        }
        return values;
    }

    /** Whether the method can take the expression in. */
    boolean hasRoom(Expression expression) {
        return weight == 0 || weight + Weights.of(expression) <= METHOD_WEIGHT_MAX;
    }

    /** Whether the method can take in a call whose arguments are written one by one; then the call counts. */
    boolean takeIn(Call call) {
        boolean room = weight + 1 + call.arguments().size() <= METHOD_WEIGHT_MAX;
        weight += room ? 1 : 0;
        return room;
    }

    private Value writeCall(Call call) {
        if (!hasRoom(call) && Weights.of(call) >= OUTLINED_WEIGHT_MIN) {
            return outline(call);
        }
        weight++;
        return CallWriter.write(call, this);
    }

    /** Moves a call to a method of its own; its value is the method's result, a field says whether it is NULL. */
    private Value outline(Call call) {
        weight += 2;
        InputColumns inputs = kernel.inputs();
        String name = kernel.name(CallWriter.baseName(call));
        String javaType = Value.javaType(call.type());
        JavaCode body = new JavaCode(2);
        Emitter inner = new Emitter(kernel, body);
        Value value = inner.write(call);
        JavaCode method = new JavaCode(1);
        method.open("private " + javaType + " " + name + "(" + inputs.rowParameters() + ") {");
        method.append(body);
        String isNull = value.isNull();
        if (value.mayBeNull() && !value.alwaysNull()) {
            isNull = name + "Null";
            kernel.field("boolean", isNull);
            method.line(isNull + " = " + value.isNull() + ";");
        }
        method.line("return " + value.code() + ";").close().line("");
        kernel.methods().append(method);
        line("final " + javaType + " " + name + " = " + name + "(" + inputs.rowArguments() + ");");
        if (value.mayBeNull() && !value.alwaysNull()) {
            line("final boolean " + name + "Null = this." + name + "Null;");
        }
        return new Value(name, isNull, call.type());
    }

    private Value writeColumn(InputRef input) {
        int index = input.index();
        DataType type = kernel.inputs().type(index);
        if (type.storage() != input.type().storage()) {
            throw MillraceException.internal(
                    "column " + input + " is used as " + input.type() + " but the input has " + type);
        }
        weight++;
        kernel.bindColumn(index, type);
        columns.add(index);
        String row = kernel.inputs().row(index);
        String isNull = Value.NEVER;
        if (kernel.inputs().mayBeNull(index)) {
            isNull = "c" + index + "Null";
            line("final boolean " + isNull + " = nulls" + index + " != null && (nulls" + index + "[" + row
                    + " >>> 6] & 1L << " + row + ") != 0L;");
        }
        String name = "c" + index;
        switch (type.storage()) {
            case INT, LONG, DOUBLE ->
                line("final " + Value.javaType(type) + " " + name + " = values" + index + "[" + row + "]"
                        + (Value.javaType(type).equals("boolean") ? " != 0;" : ";"));
            case BYTES ->
                line(name + ".set(data" + index + ", offsets" + index + "[" + row + "], offsets" + index + "[" + row
                        + " + 1]);");
            case WIDE -> line(name + ".set(high" + index + "[" + row + "], low" + index + "[" + row + "]);");
            case NESTED -> line(name + ".set(nested" + index + ", " + row + ");");
        }
        return new Value(name, isNull, input.type());
    }

    /**
     * Writes a function that is NULL if one of its arguments is, and is evaluated only if none is.
     *
     * @param body given the name of the result, writes statements if it needs any, and returns a Java expression of the
     *     value; for a Slice, Wide or Nested, a statement that writes the result to the object of that name
     */
    Value compute(DataType type, String baseName, List<Value> arguments, UnaryOperator<String> body) {
        List<String> nullConditions = new ArrayList<>();
        for (Value argument : arguments) {
            if (argument.alwaysNull()) {
                return Value.ofNull(type);
            } else if (argument.mayBeNull() && !nullConditions.contains(argument.isNull())) {
                nullConditions.add(argument.isNull());
            }
        }
        boolean object = Value.isObject(type);
        String name = object ? kernel.scratch(type, baseName) : kernel.name(baseName);
        boolean nullable = !nullConditions.isEmpty();
        String isNull = !nullable ? Value.NEVER : nullConditions.size() == 1 ? nullConditions.get(0) : name + "Null";
        if (nullConditions.size() > 1) {
            line("final boolean " + isNull + " = " + String.join(" || ", nullConditions) + ";");
        }
        JavaCode outer = code;
        code = new JavaCode(outer.depth() + (nullable ? 1 : 0));
        scopes.push(new HashMap<>());
        String result = body.apply(name);
        scopes.pop();
        JavaCode statements = code;
        code = outer;
        write(type, name, isNull, statements, result);
        return new Value(name, isNull, type);
    }

    private void write(DataType type, String name, String isNull, JavaCode statements, String result) {
        boolean object = Value.isObject(type);
        boolean nullable = !isNull.equals(Value.NEVER);
        String javaType = Value.javaType(type);
        if (!object && statements.isEmpty()) {
            String value = nullable ? isNull + " ? " + Value.zero(type) + " : " + result : result;
            line("final " + javaType + " " + name + " = " + value + ";");
        } else if (!object && !nullable) {
            code.append(statements);
            line("final " + javaType + " " + name + " = " + result + ";");
        } else {
            if (!object) {
                line(javaType + " " + name + " = " + Value.zero(type) + ";");
            }
            if (nullable) {
                code.open("if (!" + isNull + ") {");
            }
            code.append(statements);
            if (!result.isEmpty()) {
                line(object ? result + ";" : name + " = " + result + ";");
            }
            if (nullable) {
                code.close();
            }
        }
    }

    /** Writes a variable (or takes an object) for a value that several branches may set; see {@link #assign}. */
    Value declare(DataType type, String baseName, boolean nullable) {
        String name = kernel.name(baseName);
        line(Value.javaType(type) + " " + name + " = " + Value.zero(type) + ";");
        if (nullable) {
            line("boolean " + name + "Null = true;");
        }
        return new Value(name, nullable ? name + "Null" : Value.NEVER, type);
    }

    /** Sets a declared variable. */
    void assign(Value target, Value value) {
        if (!value.alwaysNull()) {
            line(target.code() + " = " + value.code() + ";");
        }
        if (target.mayBeNull()) {
            line(target.isNull() + " = " + value.isNull() + ";");
        }
    }

    /** A local variable with the value of a Java expression. */
    String local(String javaType, String baseName, String expression) {
        String name = kernel.name(baseName);
        line("final " + javaType + " " + name + " = " + expression + ";");
        return name;
    }
}
