package io.millrace.executor.expression;

import io.millrace.executor.expression.function.LongSet;
import io.millrace.executor.expression.function.SliceSet;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A long IN list: one value compared with many constants, {@code x = 1 OR x = 2 …} or {@code x <> 1 AND x <> 2 …}. Looked up
 * in a set.
 */
record Membership(Expression value, List<Literal> literals) {
    private static final int LITERALS_MIN = 12;

    /** The membership that a call is, or null if it is none. */
    static @Nullable Membership of(Call call) {
        boolean in = call.function() == Function.OR;
        if (!in && call.function() != Function.AND || call.arguments().size() < LITERALS_MIN) {
            return null;
        }
        Expression value = null;
        List<Literal> literals = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            boolean comparison = argument instanceof Call part
                    && part.function() == (in ? Function.EQUAL : Function.NOT_EQUAL)
                    && part.argument(1) instanceof Literal literal
                    && !literal.holdsNull()
                    && isSame(part.argument(0).type(), literal.type());
            if (!comparison) {
                return null;
            }
            Call part = (Call) argument;
            if (value != null && !value.equals(part.argument(0))) {
                return null;
            }
            value = part.argument(0);
            literals.add((Literal) part.argument(1));
        }
        return value == null || value instanceof Literal ? null : new Membership(value, literals);
    }

    private static boolean isSame(DataType left, DataType right) {
        boolean stored =
                left.storage() == Storage.INT || left.storage() == Storage.LONG || left.storage() == Storage.BYTES;
        return stored
                && left.kind() == right.kind()
                && left.storage() == right.storage()
                && left.scale() == right.scale()
                && (left.kind() != TypeKind.CHAR || left.precision() == right.precision());
    }

    Value write(Call call, Emitter emitter) {
        Value found = emitter.write(value);
        boolean bytes = found.type().storage() == Storage.BYTES;
        String set = bytes
                ? emitter.kernel()
                        .constant(
                                SliceSet.class,
                                SliceSet.of(literals.stream()
                                        .map(Literal::bytesValue)
                                        .toList()))
                : emitter.kernel()
                        .constant(
                                LongSet.class,
                                LongSet.of(literals.stream()
                                        .mapToLong(Literal::longValue)
                                        .toArray()));
        String code = Value.javaType(found.type()).equals("boolean") ? found.code() + " ? 1L : 0L" : found.code();
        String not = call.function() == Function.OR ? "" : "!";
        return emitter.compute(call.type(), "in", List.of(found), name -> not + set + ".contains(" + code + ")");
    }
}
