package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.expression.Parameter;
import io.millrace.planner.type.Types;
import io.millrace.planner.validate.UserOperator;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Rex to expressions: every call becomes a {@link Function} whose arguments have the types that function asks for.
 *
 * <p><b>Threading:</b> one planning.
 */
final class Expressions {
    private static final DataType VARCHAR = DataType.of(TypeKind.VARCHAR);
    private static final DataType DOUBLE = DataType.of(TypeKind.DOUBLE).notNull();
    private static final DataType BIGINT = DataType.of(TypeKind.BIGINT).notNull();

    private final RexBuilder rexBuilder;
    private final Casts casts;
    private final Arithmetic arithmetic;
    private final TimeFunctions times;
    private final NestedFunctions nested;
    private final JsonFunctions json;
    private final ComposedFunctions composed;
    private long randomSites;

    Expressions(RexBuilder rexBuilder, String timeZone) {
        this.rexBuilder = rexBuilder;
        this.casts = new Casts(timeZone);
        this.arithmetic = new Arithmetic(casts);
        this.times = new TimeFunctions(casts);
        this.nested = new NestedFunctions(casts);
        this.json = new JsonFunctions(casts);
        this.composed = new ComposedFunctions(casts, arithmetic, times);
    }

    Casts casts() {
        return casts;
    }

    /**
     * @param columns what stands for the input columns
     * @throws MillraceException 0A000 for a call the executor has no function for
     */
    Expression translate(RexNode node, List<Expression> columns) {
        if (node instanceof RexInputRef input) {
            return columns.get(input.getIndex());
        } else if (node instanceof RexLiteral literal) {
            return Literals.of(literal);
        } else if (node instanceof RexDynamicParam parameter) {
            return new Parameter(
                    parameter.getIndex(), Types.of(parameter.getType()).withNullable(true));
        } else if (node instanceof RexOver) {
            throw MillraceException.notSupported("OVER");
        } else if (node instanceof RexSubQuery) {
            throw MillraceException.notSupported("a sub-query at this place");
        } else if (node instanceof RexCall call) {
            return call(call, columns);
        } else if (node instanceof RexFieldAccess access && !(access.getReferenceExpr() instanceof RexCorrelVariable)) {
            return nested.field(
                    translate(access.getReferenceExpr(), columns),
                    access.getField().getIndex());
        }
        throw MillraceException.notSupported("expression " + node);
    }

    private List<Expression> all(List<RexNode> nodes, List<Expression> columns) {
        List<Expression> translated = new ArrayList<>(nodes.size());
        for (RexNode node : nodes) {
            translated.add(translate(node, columns));
        }
        return translated;
    }

    /** The type of a call's result: what Calcite derived, but no padded text comes of an expression. */
    static DataType resultType(RexCall call) {
        DataType type = Types.of(call.getType());
        boolean padded = type.kind() == TypeKind.CHAR && !isCast(call.getKind());
        return padded ? VARCHAR.withNullable(type.nullable()) : isCast(call.getKind()) ? type : unpadded(type);
    }

    /** The same, for what nested values are made of. */
    private static DataType unpadded(DataType type) {
        if (!type.kind().isNested()) {
            return type.kind() == TypeKind.CHAR ? VARCHAR.withNullable(type.nullable()) : type;
        }
        return type.withChildren(
                type.children().stream().map(child -> unpadded(child.type())).toList());
    }

    private static boolean isCast(SqlKind kind) {
        return kind == SqlKind.CAST || kind == SqlKind.SAFE_CAST;
    }

    private Expression call(RexCall call, List<Expression> columns) {
        return switch (call.getKind()) {
            case SEARCH -> translate(RexUtil.expandSearch(rexBuilder, null, call), columns);
            case EQUALS -> compare(Function.EQUAL, call, columns);
            case NOT_EQUALS -> compare(Function.NOT_EQUAL, call, columns);
            case LESS_THAN -> compare(Function.LESS, call, columns);
            case LESS_THAN_OR_EQUAL -> compare(Function.LESS_OR_EQUAL, call, columns);
            case GREATER_THAN -> compare(Function.GREATER, call, columns);
            case GREATER_THAN_OR_EQUAL -> compare(Function.GREATER_OR_EQUAL, call, columns);
            case IS_DISTINCT_FROM -> compare(Function.IS_DISTINCT_FROM, call, columns);
            case IS_NOT_DISTINCT_FROM -> compare(Function.IS_NOT_DISTINCT_FROM, call, columns);
            case AND -> logic(Function.AND, call, columns);
            case OR -> logic(Function.OR, call, columns);
            case NOT -> logic(Function.NOT, call, columns);
            case IS_NULL, IS_UNKNOWN -> logic(Function.IS_NULL, call, columns);
            case IS_NOT_NULL -> logic(Function.IS_NOT_NULL, call, columns);
            case IS_TRUE -> logic(Function.IS_TRUE, call, columns);
            case IS_NOT_TRUE -> logic(Function.IS_NOT_TRUE, call, columns);
            case IS_FALSE -> logic(Function.IS_FALSE, call, columns);
            case IS_NOT_FALSE -> logic(Function.IS_NOT_FALSE, call, columns);
            case CASE -> cases(call, columns);
            case COALESCE -> uniform(Function.COALESCE, call, columns);
            case GREATEST, GREATEST_PG -> uniform(Function.GREATEST, call, columns);
            case LEAST, LEAST_PG -> uniform(Function.LEAST, call, columns);
            case NULLIF -> nullIf(call, columns);
            case CAST -> cast(Function.CAST, call, columns);
            case SAFE_CAST -> cast(Function.TRY_CAST, call, columns);
            // Calcite would count an interval in milliseconds.
            case REINTERPRET -> throw MillraceException.notSupported("a cast between an interval and a number");
            default -> function(call, columns);
        };
    }

    private Expression compare(Function function, RexCall call, List<Expression> columns) {
        List<Expression> arguments = all(call.getOperands(), columns);
        return comparison(function, arguments.get(0), arguments.get(1));
    }

    Expression comparison(Function function, Expression left, Expression right) {
        List<Expression> arguments = casts.toCommon(left, right, function.symbol());
        boolean nullable = function != Function.IS_DISTINCT_FROM
                && function != Function.IS_NOT_DISTINCT_FROM
                && (left.type().nullable() || right.type().nullable());
        return new Call(function, arguments, ExpressionTree.BOOLEAN.withNullable(nullable));
    }

    private Expression logic(Function function, RexCall call, List<Expression> columns) {
        return new Call(function, all(call.getOperands(), columns), resultType(call));
    }

    private Expression cases(RexCall call, List<Expression> columns) {
        DataType type = resultType(call);
        List<Expression> arguments = all(call.getOperands(), columns);
        List<Expression> cast = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean condition = i % 2 == 0 && i < arguments.size() - 1;
            cast.add(condition ? arguments.get(i) : casts.to(arguments.get(i), type));
        }
        return new Call(Function.CASE, cast, type);
    }

    private Expression uniform(Function function, RexCall call, List<Expression> columns) {
        DataType type = resultType(call);
        List<Expression> arguments = all(call.getOperands(), columns).stream()
                .map(argument -> casts.to(argument, type))
                .toList();
        return new Call(function, arguments, type);
    }

    private Expression nullIf(RexCall call, List<Expression> columns) {
        List<Expression> arguments = all(call.getOperands(), columns);
        DataType type = arguments.get(0).type().withNullable(true);
        Expression same = comparison(Function.EQUAL, arguments.get(0), arguments.get(1));
        return Call.of(Function.CASE, type, same, Literal.ofNull(type), arguments.get(0));
    }

    private Expression cast(Function function, RexCall call, List<Expression> columns) {
        Expression argument = translate(call.getOperands().get(0), columns);
        DataType target = Types.of(call.getType());
        DataType from = argument.type();
        if (from.kind().isNested() && from.kind() == target.kind()) {
            boolean same = from.sqlName().equals(target.sqlName());
            return same ? argument : casts.cast(function, argument, target);
        }
        boolean sameKind = from.kind() == target.kind();
        boolean shortened = target.precision() < from.precision();
        if (sameKind
                && from.scale() == target.scale()
                && (from.precision() == target.precision() || !shortened)
                && target.kind() != TypeKind.CHAR
                && target.kind() != TypeKind.BINARY
                && target.kind() != TypeKind.DECIMAL) {
            return argument;
        } else if (sameKind && from.precision() == target.precision() && from.scale() == target.scale()) {
            return argument;
        }
        return casts.cast(function, argument, target);
    }

    private Expression function(RexCall call, List<Expression> columns) {
        List<RexNode> operands = call.getOperands();
        DataType type = resultType(call);
        switch (call.getKind()) {
            case PLUS, MINUS, TIMES, DIVIDE, MOD, CHECKED_PLUS, CHECKED_MINUS, CHECKED_TIMES, CHECKED_DIVIDE -> {
                return arithmetic.binary(call.getKind(), all(operands, columns), type);
            }
            case MINUS_PREFIX, CHECKED_MINUS_PREFIX -> {
                return arithmetic.negate(translate(operands.get(0), columns), type);
            }
            case TRIM -> {
                return trim(call, columns);
            }
            case ARRAY_VALUE_CONSTRUCTOR -> {
                return nested.array(all(operands, columns), type);
            }
            case MAP_VALUE_CONSTRUCTOR -> {
                return nested.map(all(operands, columns), type);
            }
            case ROW -> {
                return nested.row(all(operands, columns), type);
            }
            case ITEM -> {
                Expression whole = translate(operands.get(0), columns);
                Expression key = translate(operands.get(1), columns);
                return whole.type().kind() == TypeKind.JSON ? json.member(whole, key) : nested.item(whole, key);
            }
            case FLOOR, CEIL -> {
                if (operands.size() == 2) {
                    return times.floorTo(
                            call.getKind() == SqlKind.FLOOR ? Function.FLOOR_TO : Function.CEIL_TO,
                            translate(operands.get(0), columns),
                            RexUnits.of(operands.get(1)));
                }
                Function function = call.getKind() == SqlKind.FLOOR ? Function.FLOOR : Function.CEIL;
                return Call.of(function, type, translate(operands.get(0), columns));
            }
            case EXTRACT -> {
                return times.extract(RexUnits.of(operands.get(0)), translate(operands.get(1), columns));
            }
            case TIMESTAMP_DIFF -> {
                return casts.to(
                        times.difference(
                                RexUnits.of(operands.get(0)),
                                translate(operands.get(1), columns),
                                translate(operands.get(2), columns)),
                        type);
            }
            default -> {
                return named(call, columns, type);
            }
        }
    }

    private Expression named(RexCall call, List<Expression> columns, DataType type) {
        if (call.getOperator() instanceof UserOperator user) {
            return UserCalls.translate(user.function(), all(call.getOperands(), columns), casts);
        }
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        List<RexNode> operands = call.getOperands();
        switch (name) {
            case "NOW",
                    "PROCTIME",
                    "CURRENT_TIMESTAMP",
                    "LOCALTIMESTAMP",
                    "CURRENT_DATE",
                    "CURRENT_TIME",
                    "LOCALTIME" -> {
                return times.now(name);
            }
            case "RANDOM", "RAND" -> {
                return random(Function.RANDOM, type);
            }
            case "GEN_RANDOM_UUID" -> {
                return random(Function.RANDOM_UUID, type);
            }
            case "RAND_INTEGER" -> {
                return arithmetic.randomBelow(
                        translate(operands.get(0), columns), random(Function.RANDOM, DOUBLE), type);
            }
            case "DATE_TRUNC", "DATE_PART", "DATEDIFF" -> {
                return times.byText(name, all(operands, columns));
            }
            case "YEAR",
                    "QUARTER",
                    "MONTH",
                    "WEEK",
                    "DAYOFYEAR",
                    "DAYOFMONTH",
                    "DAYOFWEEK",
                    "HOUR",
                    "MINUTE",
                    "SECOND" -> {
                return times.part(name, translate(operands.get(0), columns));
            }
            case "AGE" -> {
                return times.age(all(operands, columns), type);
            }
            case "TO_TIMESTAMP" -> {
                return times.toTimestamp(all(operands, columns));
            }
            case "$MICROS" -> {
                return Literal.of(type, constantLong(operands.get(0), "an interval"));
            }
            case "PI" -> {
                return Literal.of(type, Math.PI);
            }
            case "CONCAT" -> {
                return mapped(new FunctionMap.Entry(Function.CONCAT_TEXT, "t"), all(operands, columns), type);
            }
            case "||" -> {
                List<Expression> arguments = all(operands, columns);
                return type.kind() == TypeKind.ARRAY
                        ? nested.concatenation(arguments.get(0), arguments.get(1), type)
                        : mapped(new FunctionMap.Entry(Function.CONCAT, "t"), arguments, type);
            }
            case "$ARRAY_OR_EMPTY" -> {
                return nested.orEmpty(translate(operands.get(0), columns));
            }
            case "$MAP_OF" -> {
                return nested.mapOf(translate(operands.get(0), columns));
            }
            case "= SOME" -> {
                return nested.contains(all(operands, columns), type);
            }
            case "<> ALL" -> {
                return Call.of(Function.NOT, type, nested.contains(all(operands, columns), type));
            }
            case "LOG" -> {
                return arithmetic.log(all(operands, columns), type);
            }
            case "BTRIM" -> {
                return trimmed(Function.TRIM_BOTH, all(operands, columns), type);
            }
            case "JSON_VALUE", "JSON_QUERY", "JSON_EXISTS" -> {
                return JsonQuestions.translate(name, call, n -> translate(n, columns), casts, type);
            }
            case "POSIX REGEX CASE SENSITIVE", "POSIX REGEX CASE INSENSITIVE" -> {
                return regex(name.endsWith("INSENSITIVE"), all(operands, columns), type);
            }
            case "NEGATED POSIX REGEX CASE SENSITIVE", "NEGATED POSIX REGEX CASE INSENSITIVE" -> {
                return Call.of(Function.NOT, type, regex(name.endsWith("INSENSITIVE"), all(operands, columns), type));
            }
            case "BITAND", "&" -> {
                return arithmetic.bits(Function.BIT_AND, all(operands, columns), type);
            }
            case "BITOR", "|" -> {
                return arithmetic.bits(Function.BIT_OR, all(operands, columns), type);
            }
            case "BITXOR", "^" -> {
                return arithmetic.bits(Function.BIT_XOR, all(operands, columns), type);
            }
            case "BITNOT" -> {
                return Call.of(Function.BIT_NOT, type, casts.to(translate(operands.get(0), columns), type));
            }
            default -> {
                FunctionMap.Entry entry = FunctionMap.find(name);
                if (entry == null) {
                    Optional<Expression> found = composed.named(name, all(operands, columns), type);
                    if (found.isEmpty()) {
                        found = json.named(name, all(operands, columns), type);
                    }
                    if (found.isEmpty()) {
                        found = nested.named(name, all(operands, columns), type);
                    }
                    if (found.isPresent()) {
                        return found.get();
                    }
                    throw MillraceException.notSupported("function " + name.toLowerCase(Locale.ROOT));
                }
                return mapped(entry, all(operands, columns), type);
            }
        }
    }

    /** Each call of a plan has a number of its own. */
    private Expression random(Function function, DataType type) {
        return Call.of(function, type, Literal.of(BIGINT, ++randomSites));
    }

    private Expression mapped(FunctionMap.Entry entry, List<Expression> arguments, DataType type) {
        List<Expression> cast = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            DataType wanted = entry.argumentType(i);
            cast.add(wanted == null ? arguments.get(i) : casts.to(arguments.get(i), wanted));
        }
        return new Call(entry.function(), cast, type);
    }

    private Expression regex(boolean anyCase, List<Expression> arguments, DataType type) {
        List<Expression> cast = new ArrayList<>();
        arguments.forEach(argument -> cast.add(casts.to(argument, VARCHAR)));
        if (anyCase) {
            cast.add(Literal.ofText(VARCHAR, "i"));
        }
        return new Call(Function.REGEXP_LIKE, cast, type);
    }

    /** TRIM(flag, characters, text). */
    private Expression trim(RexCall call, List<Expression> columns) {
        String flag = String.valueOf(((RexLiteral) call.getOperands().get(0)).getValue());
        Function function =
                switch (flag) {
                    case "LEADING" -> Function.TRIM_LEADING;
                    case "TRAILING" -> Function.TRIM_TRAILING;
                    default -> Function.TRIM_BOTH;
                };
        Expression characters = translate(call.getOperands().get(1), columns);
        Expression text = translate(call.getOperands().get(2), columns);
        return trimmed(function, List.of(text, characters), resultType(call));
    }

    private Expression trimmed(Function function, List<Expression> arguments, DataType type) {
        Expression characters =
                arguments.size() > 1 ? casts.to(arguments.get(1), VARCHAR) : Literal.ofText(VARCHAR, " ");
        return Call.of(function, type, casts.to(arguments.get(0), VARCHAR), characters);
    }

    /** A constant whole number, as LIMIT and OFFSET want it. */
    static long constantLong(RexNode node, String what) {
        if (node instanceof RexLiteral literal && literal.getTypeName() != SqlTypeName.NULL) {
            BigDecimal value = literal.getValueAs(BigDecimal.class);
            if (value != null) {
                try {
                    return value.longValueExact();
                } catch (ArithmeticException e) {
                    throw new MillraceException(
                            SqlState.INVALID_PARAMETER, what + " must be a whole number, not " + value, e);
                }
            }
        }
        throw MillraceException.notSupported(what + " that is not a constant");
    }
}
