package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.planner.type.CommonType;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlKind;

/** Arithmetic of numbers, and of times and intervals. */
final class Arithmetic {
    private static final DataType DOUBLE = DataType.of(TypeKind.DOUBLE);
    private static final DataType TIMESTAMP = DataType.of(TypeKind.TIMESTAMP);
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final Casts casts;

    Arithmetic(Casts casts) {
        this.casts = casts;
    }

    Expression binary(SqlKind kind, List<Expression> arguments, DataType type) {
        Function function =
                switch (kind) {
                    case PLUS, CHECKED_PLUS -> Function.ADD;
                    case MINUS, CHECKED_MINUS -> Function.SUBTRACT;
                    case TIMES, CHECKED_TIMES -> Function.MULTIPLY;
                    case DIVIDE, CHECKED_DIVIDE -> Function.DIVIDE;
                    default -> Function.MODULO;
                };
        Expression left = arguments.get(0);
        Expression right = arguments.get(1);
        if (left.type().kind() == TypeKind.NULL || right.type().kind() == TypeKind.NULL) {
            return Literal.ofNull(type);
        }
        if (left.type().kind().isNumeric() && right.type().kind().isNumeric()) {
            return numeric(function, left, right, type);
        }
        return temporal(function, left, right, type);
    }

    private Expression numeric(Function function, Expression left, Expression right, DataType type) {
        DataType common = CommonType.of(left.type(), right.type()).orElse(type);
        if (common.kind() == TypeKind.DECIMAL) {
            DataType result = type.kind() == TypeKind.DECIMAL ? type : common.withNullable(type.nullable());
            Expression call = Call.of(function, result, decimal(left), decimal(right));
            return casts.to(call, type);
        }
        boolean widerResult = common.kind().isExactNumeric()
                && type.kind().isExactNumeric()
                && type.kind() != TypeKind.DECIMAL
                && type.kind().compareTo(common.kind()) > 0;
        DataType computed = (widerResult ? type : common).withNullable(type.nullable());
        Expression call = Call.of(function, computed, casts.to(left, computed), casts.to(right, computed));
        return casts.to(call, type);
    }

    private Expression decimal(Expression expression) {
        return casts.to(expression, CommonType.asDecimal(expression.type()));
    }

    private Expression temporal(Function function, Expression left, Expression right, DataType type) {
        if (function == Function.MULTIPLY && left.type().kind().isNumeric()) {
            return Call.of(function, type, right, factor(left));
        } else if (function == Function.MULTIPLY || function == Function.DIVIDE) {
            return Call.of(function, type, left, factor(right));
        } else if (left.type().kind() == TypeKind.DATE && right.type().kind() == TypeKind.DATE) {
            Expression days = Call.of(
                    Function.TIMESTAMP_DIFF,
                    DataType.of(TypeKind.BIGINT).withNullable(type.nullable()),
                    Literal.ofText(DataType.of(TypeKind.VARCHAR), "DAY"),
                    casts.to(right, TIMESTAMP),
                    casts.to(left, TIMESTAMP));
            return casts.to(days, type);
        } else if (left.type().kind() == TypeKind.DATE && right.type().kind().isNumeric()) {
            DataType interval = DataType.of(TypeKind.INTERVAL_DAY_TIME);
            Expression days = Call.of(
                    Function.MULTIPLY,
                    interval.withNullable(right.type().nullable()),
                    Literal.of(interval, MICROS_PER_DAY),
                    factor(right));
            return Call.of(function, type, left, days);
        } else if (function == Function.ADD && isInterval(left) && !isInterval(right)) {
            return TimeConstants.sum(right, left, 1, type).orElseGet(() -> Call.of(function, type, right, left));
        } else if (function == Function.SUBTRACT && !isInterval(left) && !isInterval(right)) {
            return new Call(function, casts.toCommon(left, right, "-"), type);
        }
        Expression unfolded = Call.of(function, type, left, right);
        return isInterval(left)
                ? unfolded
                : TimeConstants.sum(left, right, function == Function.ADD ? 1 : -1, type)
                        .orElse(unfolded);
    }

    private Expression factor(Expression number) {
        return switch (number.type().kind()) {
            case TINYINT, SMALLINT, INTEGER -> casts.to(number, DataType.of(TypeKind.BIGINT));
            case REAL -> casts.to(number, DOUBLE);
            default -> number;
        };
    }

    private static boolean isInterval(Expression expression) {
        TypeKind kind = expression.type().kind();
        return kind == TypeKind.INTERVAL_DAY_TIME || kind == TypeKind.INTERVAL_YEAR_MONTH;
    }

    Expression negate(Expression argument, DataType type) {
        if (argument instanceof Literal literal
                && !literal.holdsNull()
                && type.kind().isExactNumeric()) {
            Expression folded =
                    Casts.exact(Casts.value(literal).negate(), literal.type()).orElse(null);
            if (folded != null) {
                return casts.to(folded, type);
            }
        }
        return Call.of(Function.NEGATE, type, argument);
    }

    /** LOG(x) is to the base 10, LOG(base, x) to any. */
    Expression log(List<Expression> arguments, DataType type) {
        List<Expression> cast = new ArrayList<>();
        arguments.forEach(argument -> cast.add(casts.to(argument, DOUBLE)));
        return new Call(
                arguments.size() == 1 ? Function.LOG10 : Function.LOG, cast, DOUBLE.withNullable(type.nullable()));
    }

    /** A whole number from 0 to below a bound, of a random DOUBLE. */
    Expression randomBelow(Expression bound, Expression random, DataType type) {
        DataType scaled = DOUBLE.withNullable(bound.type().nullable());
        Expression product = Call.of(Function.MULTIPLY, scaled, random, casts.to(bound, DOUBLE));
        return casts.to(Call.of(Function.FLOOR, scaled, product), type);
    }

    Expression bits(Function function, List<Expression> arguments, DataType type) {
        List<Expression> common = casts.toCommon(arguments.get(0), arguments.get(1), function.symbol());
        DataType computed = common.get(0).type().withNullable(type.nullable());
        return casts.to(new Call(function, common, computed), type);
    }
}
