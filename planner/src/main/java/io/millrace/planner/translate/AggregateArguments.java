package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.AggregateKey;
import io.millrace.plan.node.UserAggregateName;
import io.millrace.planner.catalog.UserFunction;
import io.millrace.planner.type.Types;
import io.millrace.planner.validate.UserAggregateOperator;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.AggregateCall;
import org.jspecify.annotations.Nullable;

/** One aggregate call: its function, and its arguments, filter and order as columns wanted of the input. */
final class AggregateArguments {
    private static final DataType DOUBLE = DataType.of(TypeKind.DOUBLE);
    private static final DataType VARCHAR = DataType.of(TypeKind.VARCHAR);
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final String DEFAULT_SEPARATOR = ",";

    private final AggregateCall call;
    private final String name;
    private final Relation input;
    private final Columns columns;
    private final AggregateFunction function;
    private final DataType type;

    private AggregateArguments(AggregateCall call, String name, Relation input, Columns columns) {
        this.call = call;
        this.name = name;
        this.input = input;
        this.columns = columns;
        function = function(call);
        type = Types.of(call.getType());
    }

    /** @throws MillraceException 0A000 for what the executor does not have */
    static AggregateTranslation.Call of(AggregateCall call, String name, Relation input, Columns columns) {
        return new AggregateArguments(call, name, input, columns).translated();
    }

    static AggregateFunction function(AggregateCall call) {
        if (call.getAggregation() instanceof UserAggregateOperator) {
            return AggregateFunction.USER;
        }
        boolean estimates =
                call.isApproximate() && call.isDistinct() && call.getArgList().size() == 1;
        String name = call.getAggregation().getName().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "COUNT" -> estimates ? AggregateFunction.APPROX_COUNT_DISTINCT : AggregateFunction.COUNT;
            case "EVERY" -> AggregateFunction.BOOL_AND;
            case "SOME" -> AggregateFunction.BOOL_OR;
            case "STDDEV" -> AggregateFunction.STDDEV_SAMP;
            case "VARIANCE" -> AggregateFunction.VAR_SAMP;
            case "ARG_MIN" -> AggregateFunction.MIN_BY;
            case "ARG_MAX" -> AggregateFunction.MAX_BY;
            case "STRING_AGG" -> AggregateFunction.LISTAGG;
            case "MEDIAN" -> AggregateFunction.PERCENTILE_CONT;
            default -> {
                for (AggregateFunction function : AggregateFunction.values()) {
                    if (function.name().equals(name)) {
                        yield function;
                    }
                }
                throw MillraceException.notSupported("aggregate function " + name.toLowerCase(Locale.ROOT));
            }
        };
    }

    private AggregateTranslation.Call translated() {
        boolean ordered =
                switch (function) {
                    case LISTAGG, ARRAY_AGG, JSON_ARRAYAGG, JSON_OBJECTAGG -> true;
                    default -> false;
                };
        if (!ordered && !call.getCollation().getFieldCollations().isEmpty()) {
            throw refused("with ORDER BY");
        } else if (call.ignoreNulls()) {
            throw refused("with IGNORE NULLS");
        }
        return switch (function) {
            case COUNT -> count();
            case APPROX_COUNT_DISTINCT -> simple(false);
            case COVAR_POP,
                    COVAR_SAMP,
                    CORR,
                    REGR_COUNT,
                    REGR_AVGX,
                    REGR_AVGY,
                    REGR_SXX,
                    REGR_SYY,
                    REGR_SXY,
                    REGR_SLOPE,
                    REGR_INTERCEPT,
                    REGR_R2 -> pair();
            case MIN_BY, MAX_BY -> by();
            case LISTAGG -> joined();
            case ARRAY_AGG -> collected();
            case USER -> user(((UserAggregateOperator) call.getAggregation()).function());
            case JSON_ARRAYAGG -> json(element(), argumentName(0), argument(0));
            case JSON_OBJECTAGG -> json(member(), "member_" + name, argument(0));
            case PERCENTILE_CONT, PERCENTILE_DISC -> percentile();
            case MODE -> mode();
            // The same of values that are there once and several times.
            case MIN, MAX, BOOL_AND, BOOL_OR -> simple(false);
            default -> simple(call.isDistinct());
        };
    }

    private MillraceException refused(String how) {
        return MillraceException.notSupported(call.getAggregation().getName().toLowerCase(Locale.ROOT) + " " + how);
    }

    private void refuseDistinct() {
        if (call.isDistinct()) {
            throw refused("with DISTINCT");
        }
    }

    private AggregateTranslation.Call simple(boolean distinct) {
        if (call.getArgList().size() != 1) {
            throw refused("of several arguments");
        }
        Expression argument = argument(0);
        int filter = filter(List.of());
        int place = columns.add(argument, input.names().get(call.getArgList().get(0)));
        return made(place, argument.type(), distinct, filter, List.of(), null);
    }

    /** Of several arguments: the rows in which none is NULL. */
    private AggregateTranslation.Call count() {
        int arguments = call.getArgList().size();
        if (arguments > 1 && call.isDistinct()) {
            throw refused("of several arguments with DISTINCT");
        }
        boolean plain =
                arguments == 1 && (call.isDistinct() || argument(0).type().nullable());
        if (plain) {
            return simple(call.isDistinct());
        }
        List<Expression> present = new ArrayList<>();
        for (int i = 0; arguments > 1 && i < arguments; i++) {
            present.add(argument(i));
        }
        return made(-1, null, false, filter(present), List.of(), null);
    }

    private AggregateTranslation.Call pair() {
        refuseDistinct();
        Expression y = cast(argument(0), DOUBLE);
        Expression x = cast(argument(1), DOUBLE);
        int filter = filter(List.of(x));
        int place = columns.add(y, "y_" + name);
        AggregateKey second = AggregateKey.of(columns.add(x, "x_" + name), x.type());
        return made(place, y.type(), false, filter, List.of(second), null);
    }

    private AggregateTranslation.Call by() {
        Expression value = argument(0);
        Expression compared = argument(1);
        int filter = filter(List.of());
        int place = columns.add(compared, input.names().get(call.getArgList().get(1)));
        int valuePlace = columns.add(value, input.names().get(call.getArgList().get(0)));
        return made(place, compared.type(), false, filter, List.of(AggregateKey.of(valuePlace, value.type())), null);
    }

    private AggregateTranslation.Call joined() {
        Expression text = cast(argument(0), VARCHAR);
        Literal separator = Literal.ofText(VARCHAR, DEFAULT_SEPARATOR);
        if (call.getArgList().size() > 1) {
            separator = constant(argument(1), "a separator");
        }
        int filter = filter(List.of());
        int place = columns.add(text, argumentName(0));
        return made(place, text.type(), call.isDistinct(), filter, order(), separator);
    }

    private List<AggregateKey> order() {
        List<RelFieldCollation> order = call.getCollation().getFieldCollations();
        if (call.isDistinct()
                && !order.stream()
                        .allMatch(
                                key -> key.getFieldIndex() == call.getArgList().get(0))) {
            throw refused("with DISTINCT and ORDER BY of anything but its argument");
        }
        return order.stream().map(this::key).toList();
    }

    private AggregateTranslation.Call collected() {
        Expression value = argument(0);
        if (value.type().kind() == TypeKind.NULL) {
            throw refused("of NULL without a type");
        }
        int filter = filter(List.of());
        int place = columns.add(value, argumentName(0));
        return made(place, value.type(), call.isDistinct(), filter, order(), null);
    }

    private AggregateTranslation.Call user(UserFunction aggregate) {
        refuseDistinct();
        Casts casts = new Casts("UTC");
        int filter = filter(List.of());
        List<AggregateKey> arguments = new ArrayList<>();
        for (int i = 0; i < call.getArgList().size(); i++) {
            Expression value = casts.to(argument(i), aggregate.parameters().get(i));
            arguments.add(AggregateKey.of(columns.add(value, argumentName(i)), value.type()));
        }
        UserAggregateName known = new UserAggregateName(aggregate.className(), aggregate.jar(), aggregate.retracts());
        AggregateKey first = arguments.get(0);
        return made(
                first.column(), first.type(), false, filter, arguments.subList(1, arguments.size()), known.toLiteral());
    }

    private Expression element() {
        boolean nulls = JsonFunctions.holdsTrue(argument(1));
        return nulls ? JsonFunctions.jsonOrNull(argument(0)) : JsonFunctions.json(argument(0));
    }

    private Expression member() {
        boolean nulls = JsonFunctions.holdsTrue(argument(2));
        Expression value = nulls ? JsonFunctions.jsonOrNull(argument(1)) : JsonFunctions.json(argument(1));
        return new JsonFunctions(new Casts("UTC")).pair(argument(0), value);
    }

    /** @param natural what orders the texts where no order is asked for */
    private AggregateTranslation.Call json(Expression text, String textName, Expression natural) {
        refuseDistinct();
        int filter = filter(List.of());
        int place = columns.add(text, textName);
        List<AggregateKey> keys = order();
        if (keys.isEmpty() && natural.type().kind() != TypeKind.NULL) {
            keys = List.of(AggregateKey.of(columns.add(natural, argumentName(0)), natural.type()));
        }
        return made(place, text.type(), false, filter, keys, null);
    }

    private String argumentName(int index) {
        return input.names().get(call.getArgList().get(index));
    }

    /** What is ordered, the fraction, whether it descends; or of the median the first alone. */
    private AggregateTranslation.Call percentile() {
        refuseDistinct();
        List<Integer> arguments = call.getArgList();
        BigDecimal fraction = arguments.size() == 1 ? HALF : number(constant(argument(1), "a fraction"));
        if (fraction.signum() < 0 || fraction.compareTo(BigDecimal.ONE) > 0) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER,
                    call.getAggregation().getName().toLowerCase(Locale.ROOT) + ": the fraction is " + fraction
                            + ", expected a number from 0 to 1");
        }
        boolean descends = arguments.size() > 2
                && "1".equals(constant(argument(2), "an order").value());
        boolean interpolates = function == AggregateFunction.PERCENTILE_CONT;
        Expression value = interpolates ? cast(argument(0), DOUBLE) : argument(0);
        int filter = filter(List.of());
        int place = columns.add(value, input.names().get(arguments.get(0)));
        AggregateKey key = new AggregateKey(place, value.type(), descends, false);
        Literal constant = Literal.of(DOUBLE, fraction.doubleValue());
        return made(place, value.type(), false, filter, List.of(key), constant);
    }

    private AggregateTranslation.Call mode() {
        refuseDistinct();
        Expression value = argument(0);
        int filter = filter(List.of());
        int place = columns.add(value, input.names().get(call.getArgList().get(0)));
        return made(place, value.type(), false, filter, List.of(AggregateKey.of(place, value.type())), null);
    }

    private AggregateKey key(RelFieldCollation collation) {
        Expression expression = input.projections().get(collation.getFieldIndex());
        int place = columns.add(expression, input.names().get(collation.getFieldIndex()));
        boolean descending = collation.getDirection().isDescending();
        boolean nullsFirst = collation.nullDirection == RelFieldCollation.NullDirection.FIRST
                || collation.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED && descending;
        return new AggregateKey(place, expression.type(), descending, nullsFirst);
    }

    private AggregateTranslation.Call made(
            int argument,
            @Nullable DataType argumentType,
            boolean distinct,
            int filter,
            List<AggregateKey> keys,
            @Nullable Literal constant) {
        return new AggregateTranslation.Call(
                function, argument, argumentType, distinct, filter, type, name, keys, constant);
    }

    private Expression argument(int index) {
        return input.projections().get(call.getArgList().get(index));
    }

    /** The call's filter, and that some expressions are not NULL. */
    private int filter(List<Expression> present) {
        List<Expression> conditions = new ArrayList<>();
        if (call.filterArg >= 0) {
            conditions.add(input.projections().get(call.filterArg));
        }
        for (Expression expression : present) {
            if (expression.type().nullable()) {
                conditions.add(Call.of(Function.IS_NOT_NULL, ExpressionTree.BOOLEAN.notNull(), expression));
            }
        }
        Expression filter = ExpressionTree.and(conditions);
        return filter == null ? -1 : columns.add(filter, "filter_" + name);
    }

    private static Expression cast(Expression expression, DataType target) {
        DataType wanted = target.withNullable(expression.type().nullable());
        return expression.type().kind() == target.kind() ? expression : Call.of(Function.CAST, wanted, expression);
    }

    private Literal constant(Expression expression, String what) {
        if (expression instanceof Literal literal) {
            return literal;
        }
        throw refused("with " + what + " that is not a constant");
    }

    /** A numeric literal's value. */
    private BigDecimal number(Literal literal) {
        String value = literal.value();
        if (value == null) {
            throw refused("with NULL as a fraction");
        }
        return literal.type().kind() == TypeKind.DECIMAL
                ? new BigDecimal(new BigInteger(value), literal.type().scale())
                : new BigDecimal(value);
    }
}
