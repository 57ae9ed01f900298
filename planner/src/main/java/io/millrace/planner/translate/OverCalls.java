package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.OverCall;
import io.millrace.plan.node.OverFrame;
import io.millrace.plan.node.OverFunction;
import io.millrace.plan.node.SortKey;
import io.millrace.planner.type.Types;
import io.millrace.planner.validate.UserAggregateOperator;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;

/** One window function, its arguments added to the columns wanted. */
final class OverCalls {
    private static final DataType BIGINT = DataType.of(TypeKind.BIGINT).notNull();
    private static final DataType DOUBLE = DataType.of(TypeKind.DOUBLE).notNull();

    private final Expressions expressions;
    private final Relation input;
    private final Columns columns;

    OverCalls(Expressions expressions, Relation input, Columns columns) {
        this.expressions = expressions;
        this.input = input;
        this.columns = columns;
    }

    OverCall of(RexOver over, String name, List<SortKey> order) {
        OverFunction function = function(over);
        if (over.isDistinct()) {
            throw MillraceException.notSupported("DISTINCT in a window function");
        }
        List<RexNode> operands = over.getOperands();
        DataType declared = Types.of(over.getType());
        OverFrame frame =
                function.framed() ? new OverFrames(expressions, columns).of(over, order) : OverFrame.PARTITION;
        return switch (function) {
            case ROW_NUMBER, RANK, DENSE_RANK -> call(function, List.of(), 0, frame, BIGINT, name);
            case PERCENT_RANK, CUME_DIST -> call(function, List.of(), 0, frame, DOUBLE, name);
            case NTILE -> call(function, List.of(), positive(operands.get(0), "NTILE"), frame, BIGINT, name);
            case LAG, LEAD -> offset(over, function, declared, name);
            case FIRST_VALUE, LAST_VALUE, NTH_VALUE, MIN, MAX -> {
                Expression value = as(operands.get(0), declared);
                long number = function == OverFunction.NTH_VALUE ? positive(operands.get(1), "NTH_VALUE") : 0;
                DataType type = value.type().withNullable(declared.nullable());
                yield new OverCall(
                        function,
                        List.of(columns.add(value, name(operands.get(0), name))),
                        List.of(value.type()),
                        number,
                        over.ignoreNulls() || over.getAggOperator().getKind() == SqlKind.ANY_VALUE,
                        frame,
                        type,
                        name);
            }
            case COUNT -> {
                boolean ofRows =
                        operands.isEmpty() || !operands.get(0).getType().isNullable();
                if (operands.size() > 1) {
                    throw MillraceException.notSupported("count of several arguments");
                }
                yield call(function, ofRows ? List.of() : List.of(operands.get(0)), 0, frame, BIGINT, name);
            }
            case SUM, AVG -> {
                DataType type = function == OverFunction.AVG ? DOUBLE.withNullable(declared.nullable()) : declared;
                yield call(function, List.of(operands.get(0)), 0, frame, type, name);
            }
            case AGGREGATE -> aggregate(over, frame, declared, name);
        };
    }

    private static OverFunction function(RexOver over) {
        String name = over.getAggOperator().getName().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "$SUM0" -> OverFunction.SUM;
            case "EVERY", "BOOL_AND" -> OverFunction.MIN;
            case "SOME", "BOOL_OR" -> OverFunction.MAX;
            case "ANY_VALUE" -> OverFunction.FIRST_VALUE;
            case "SINGLE_VALUE" -> throw notSupported(name);
            default -> {
                for (OverFunction function : OverFunction.values()) {
                    if (function.name().equals(name)) {
                        yield function;
                    }
                }
                yield OverFunction.AGGREGATE;
            }
        };
    }

    private static MillraceException notSupported(String name) {
        return MillraceException.notSupported(name.toLowerCase(Locale.ROOT) + " as a window function");
    }

    /** An aggregate as GROUP BY has it, of the operands. */
    private OverCall aggregate(RexOver over, OverFrame frame, DataType declared, String name) {
        List<RexNode> operands = over.getOperands();
        Relation arguments = input.withColumns(
                operands.stream().map(this::value).toList(),
                operands.stream().map(operand -> name(operand, name)).toList());
        if (over.getAggOperator() instanceof UserAggregateOperator user
                && !user.function().deterministic()) {
            throw notSupported(over.getAggOperator().getName() + ", which is not deterministic,");
        }
        AggregateCall call = AggregateCall.create(
                over.getAggOperator(),
                false,
                false,
                over.ignoreNulls(),
                List.of(),
                IntStream.range(0, operands.size()).boxed().toList(),
                -1,
                null,
                RelCollations.EMPTY,
                over.getType(),
                name);
        // Rows never leave: each frame is computed anew.
        var aggregate = AggregateArguments.of(call, name, arguments, columns).over(false);
        return OverCall.of(aggregate, frame, aggregate.type().withNullable(declared.nullable()));
    }

    private OverCall call(
            OverFunction function, List<RexNode> arguments, long number, OverFrame frame, DataType type, String name) {
        List<Expression> values = arguments.stream().map(this::value).toList();
        List<Integer> places = arguments.stream()
                .map(argument -> columns.add(value(argument), name(argument, name)))
                .toList();
        List<DataType> types = values.stream().map(Expression::type).toList();
        return new OverCall(function, places, types, number, false, frame, type, name);
    }

    /** A negative offset looks the other way. */
    private OverCall offset(RexOver over, OverFunction function, DataType declared, String name) {
        List<RexNode> operands = over.getOperands();
        long offset = operands.size() > 1 ? number(operands.get(1), function.name()) : 1;
        OverFunction direction =
                offset >= 0 ? function : function == OverFunction.LAG ? OverFunction.LEAD : OverFunction.LAG;
        Expression value = as(operands.get(0), declared);
        List<Expression> arguments = operands.size() > 2
                ? List.of(value, expressions.casts().to(value(operands.get(2)), value.type()))
                : List.of(value);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            places.add(columns.add(arguments.get(i), name(operands.get(i * 2), name)));
        }
        return new OverCall(
                direction,
                places,
                arguments.stream().map(Expression::type).toList(),
                Math.abs(offset),
                over.ignoreNulls(),
                OverFrame.PARTITION,
                value.type().withNullable(declared.nullable()),
                name);
    }

    private Expression value(RexNode node) {
        return expressions.translate(node, input.projections());
    }

    /** As the type that the function gives. Calcite says of constant texts that they are CHAR; they are not filled up. */
    private Expression as(RexNode node, DataType type) {
        return as(value(node), type, expressions.casts());
    }

    static Expression as(Expression value, DataType type, Casts casts) {
        return type.kind() == TypeKind.CHAR && value.type().kind().isText() ? value : casts.to(value, type);
    }

    private String name(RexNode node, String function) {
        return node instanceof RexInputRef ref ? input.names().get(ref.getIndex()) : "argument_" + function;
    }

    private long positive(RexNode node, String what) {
        long number = number(node, what);
        if (number <= 0) {
            throw new MillraceException(SqlState.INVALID_PARAMETER, what + " needs a number greater than 0");
        }
        return number;
    }

    private long number(RexNode node, String what) {
        if (value(node) instanceof Literal literal && !literal.holdsNull()) {
            return Expressions.constantLong(node, what);
        }
        throw MillraceException.notSupported(what + " with a number that is not a constant");
    }
}
