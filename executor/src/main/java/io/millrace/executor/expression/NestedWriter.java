package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** ARRAY, MAP and ROW: constructors, access, functions. */
final class NestedWriter {
    private NestedWriter() {}

    /** ARRAY, MAP, ROW. Constructors within it build in place: copied at each level, they would cost the square of the depth. */
    static Value writeConstructor(Call call, Emitter emitter) {
        List<Value> leaves = new ArrayList<>();
        Set<Call> parts = Collections.newSetFromMap(new IdentityHashMap<>());
        writeLeaves(call, leaves, parts, emitter);
        String name = emitter.kernel().scratch(call.type(), CallWriter.baseName(call));
        String builder = emitter.local("ColumnBuilder.OfNested", "builder", name + ".begin()");
        writeElements(call, builder, leaves.iterator(), parts, emitter);
        emitter.line(name + ".built();");
        return Value.notNull(name, call.type());
    }

    /** Computes everything first, in order, but for the constructors in it that need no cast: these are its parts. */
    private static void writeLeaves(Call call, List<Value> leaves, Set<Call> parts, Emitter emitter) {
        for (int i = 0; i < call.arguments().size(); i++) {
            Expression argument = call.argument(i);
            DataType target = call.type().child(child(call, i));
            if (argument instanceof Call inner
                    && isConstructor(inner)
                    && CastWriter.sameForm(inner.type(), target)
                    && (parts.contains(inner) || emitter.takeIn(inner))) {
                parts.add(inner);
                writeLeaves(inner, leaves, parts, emitter);
            } else {
                leaves.add(CastWriter.coerce(emitter.write(argument), target, emitter));
            }
        }
    }

    private static void writeElements(
            Call call, String builder, Iterator<Value> leaves, Set<Call> parts, Emitter emitter) {
        for (int i = 0; i < call.arguments().size(); i++) {
            int child = child(call, i);
            if (call.argument(i) instanceof Call inner && parts.contains(inner)) {
                String part = emitter.local(
                        "ColumnBuilder.OfNested",
                        "part",
                        "(ColumnBuilder.OfNested) " + builder + ".child(" + child + ")");
                writeElements(inner, part, leaves, parts, emitter);
                emitter.line(part + ".endValue();");
            } else {
                writeElement(builder, child, leaves.next(), emitter);
            }
        }
    }

    private static boolean isConstructor(Call call) {
        return switch (call.function()) {
            case ARRAY, MAP, ROW -> true;
            default -> false;
        };
    }

    private static int child(Call call, int argument) {
        return switch (call.type().kind()) {
            case ROW -> argument;
            case MAP -> argument % 2;
            default -> 0;
        };
    }

    private static void writeElement(String builder, int child, Value value, Emitter emitter) {
        String add = "Nested.add(" + builder + ", " + child + ", " + value.code() + ");";
        String addNull = builder + ".child(" + child + ").appendNull();";
        if (value.alwaysNull()) {
            emitter.line(addNull);
        } else if (value.mayBeNull()) {
            emitter.line("if (" + value.isNull() + ") { " + addNull + " } else { " + add + " }");
        } else {
            emitter.line(add);
        }
    }

    /** FIELD, ITEM. */
    static Value writeAccess(Call call, Emitter emitter) {
        Value nested = emitter.write(call.argument(0));
        boolean field = call.function() == Function.FIELD;
        Value key = field ? Value.notNull("0", FunctionCalls.INTEGER) : emitter.write(call.argument(1));
        if (nested.alwaysNull() || key.alwaysNull()) {
            return Value.ofNull(call.type());
        }
        boolean map = nested.type().kind() == TypeKind.MAP;
        int child = field ? (int) ((Literal) call.argument(1)).longValue() : map ? 1 : 0;
        String position = field
                ? nested.code() + ".row()"
                : "Elements." + (map ? "find" : "at") + "(" + nested.code() + ", " + key.code() + ")";
        List<String> nulls = new ArrayList<>();
        for (Value value : List.of(nested, key)) {
            if (value.mayBeNull()) {
                nulls.add(value.isNull());
            }
        }
        String guarded = nulls.isEmpty() ? position : String.join(" || ", nulls) + " ? Elements.NOWHERE : " + position;
        String at = emitter.local("int", "position", guarded);
        return writeChild(call, nested, child, at, emitter);
    }

    private static Value writeChild(Call call, Value nested, int child, String position, Emitter emitter) {
        DataType type = nested.type().child(child);
        String arguments = "(" + nested.code() + ", " + child + ", " + position;
        String isNull = emitter.local("boolean", "elementNull", "Elements.isNull" + arguments + ")");
        Value found = new Value(position, isNull, FunctionCalls.INTEGER);
        Value element = emitter.compute(type, "element", List.of(found), name -> switch (type.storage()) {
            case INT -> "Elements.intAt" + arguments + ")" + (type.kind() == TypeKind.BOOLEAN ? " != 0" : "");
            case LONG -> "Elements.longAt" + arguments + ")";
            case DOUBLE -> "Elements.doubleAt" + arguments + ")";
            case BYTES -> "Elements.bytesAt" + arguments + ", " + name + ")";
            case WIDE -> "Elements.wideAt" + arguments + ", " + name + ")";
            case NESTED -> "Elements.nestedAt" + arguments + ", " + name + ")";
        });
        return CastWriter.coerce(element, call.type(), emitter);
    }

    static Value writeCardinality(Call call, Emitter emitter) {
        Value nested = emitter.write(call.argument(0));
        Value length = emitter.compute(
                FunctionCalls.INTEGER, "cardinality", List.of(nested), name -> nested.code() + ".length()");
        return CastWriter.coerce(length, call.type(), emitter);
    }

    static Value writeConcat(Call call, Emitter emitter) {
        List<Value> arrays = new ArrayList<>();
        for (Value array : emitter.writeAll(call.arguments())) {
            arrays.add(CastWriter.coerce(array, call.type(), emitter));
        }
        boolean nullable = arrays.stream().allMatch(Value::mayBeNull);
        String name = emitter.kernel().scratch(call.type(), "concat");
        emitter.line(name + ".begin();");
        for (Value array : arrays) {
            if (!array.alwaysNull()) {
                String guard = array.mayBeNull() ? "if (!" + array.isNull() + ") " : "";
                emitter.line(guard + "ArrayFunctions.append(" + array.code() + ", " + name + ");");
            }
        }
        emitter.line(name + ".built();");
        if (!nullable) {
            return Value.notNull(name, call.type());
        }
        String isNull = emitter.local(
                "boolean",
                "concatNull",
                String.join(" && ", arrays.stream().map(Value::isNull).toList()));
        return new Value(name, isNull, call.type());
    }

    static Value write(Call call, Emitter emitter) {
        DataType type = call.type();
        return switch (call.function()) {
            case ARRAY_CONTAINS -> writeContains(call, emitter);
            case ARRAY_POSITION -> writePosition(call, emitter);
            case ARRAY_REMOVE -> FunctionCalls.write(call, emitter, "ArrayFunctions.remove", "XX", type);
            case ARRAY_DISTINCT -> FunctionCalls.write(call, emitter, "ArrayFunctions.distinct", "X", type);
            case ARRAY_REVERSE -> FunctionCalls.write(call, emitter, "ArrayFunctions.reverse", "X", type);
            case ARRAY_SORT -> FunctionCalls.write(call, emitter, "ArrayFunctions.sort", "X", type);
            case ARRAY_SLICE -> FunctionCalls.write(call, emitter, "ArrayFunctions.slice", "XII", type);
            case ARRAY_TO_STRING ->
                FunctionCalls.write(call, emitter, "ArrayFunctions.join", "XTT", FunctionCalls.TEXT);
            case GENERATE_SERIES -> FunctionCalls.write(call, emitter, "ArrayFunctions.series", "XXX", type);
            case STRING_TO_ARRAY -> FunctionCalls.write(call, emitter, "ArrayFunctions.split", "TT", type);
            case MAP_OF_ENTRIES -> FunctionCalls.write(call, emitter, "ArrayFunctions.mapOf", "X", type);
            case MAP_KEYS, MAP_VALUES -> writeChildren(call, emitter);
            default -> throw MillraceException.internal("no code for " + call.function());
        };
    }

    private static Value writeContains(Call call, Emitter emitter) {
        Value array = emitter.write(call.argument(0));
        Value value = emitter.write(call.argument(1));
        Value found = emitter.compute(
                FunctionCalls.INTEGER,
                "contains",
                List.of(array, value),
                name -> "ArrayFunctions.contains(" + array.code() + ", " + value.code() + ")");
        return orNull(found, "< 0", found.code() + " > 0", call.type(), emitter);
    }

    private static Value writePosition(Call call, Emitter emitter) {
        Value position = FunctionCalls.write(call, emitter, "ArrayFunctions.position", "XX", FunctionCalls.INTEGER);
        return orNull(position, "== 0", position.code(), call.type(), emitter);
    }

    /** A result of which some numbers stand for NULL. */
    private static Value orNull(Value found, String nothing, String result, DataType type, Emitter emitter) {
        if (found.alwaysNull()) {
            return Value.ofNull(type);
        }
        String isNull = emitter.local(
                "boolean",
                "nothing",
                (found.mayBeNull() ? found.isNull() + " || " : "") + found.code() + " " + nothing);
        return new Value("(" + result + ")", isNull, type);
    }

    private static Value writeChildren(Call call, Emitter emitter) {
        Value map = emitter.write(call.argument(0));
        int child = call.function() == Function.MAP_KEYS ? 0 : 1;
        return emitter.compute(
                call.type(),
                "children",
                List.of(map),
                name -> "ArrayFunctions.children(" + map.code() + ", " + child + ", " + name + ")");
    }
}
