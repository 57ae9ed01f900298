package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlKind;

/** PostgreSQL's functions that are made of others, or whose arguments are to be looked at. */
final class ComposedFunctions {
    private static final DataType VARCHAR = DataType.of(TypeKind.VARCHAR);
    private static final DataType INTEGER = DataType.of(TypeKind.INTEGER);
    private static final DataType DOUBLE = DataType.of(TypeKind.DOUBLE);
    private static final DataType TIMESTAMP = DataType.of(TypeKind.TIMESTAMP);
    private static final DataType INSTANT = DataType.of(TypeKind.TIMESTAMP_TZ);

    private final Casts casts;
    private final Arithmetic arithmetic;
    private final TimeFunctions times;

    ComposedFunctions(Casts casts, Arithmetic arithmetic, TimeFunctions times) {
        this.casts = casts;
        this.arithmetic = arithmetic;
        this.times = times;
    }

    /** Empty if it is none of them. */
    Optional<Expression> named(String name, List<Expression> arguments, DataType type) {
        return Optional.ofNullable(
                switch (name) {
                    case "DIV" -> arithmetic.binary(SqlKind.DIVIDE, arguments, type);
                    case "WIDTH_BUCKET" -> bucket(arguments, type);
                    case "NUM_NULLS" -> count(Function.IS_NULL, arguments, type);
                    case "NUM_NONNULLS" -> count(Function.IS_NOT_NULL, arguments, type);
                    case "BIT_LENGTH" -> {
                        Expression bytes = Call.of(Function.OCTET_LENGTH, type, arguments.get(0));
                        yield Call.of(Function.MULTIPLY, type, bytes, Literal.of(INTEGER.notNull(), 8));
                    }
                    case "FORMAT" -> format(arguments, type);
                    case "QUOTE_NULLABLE" -> {
                        Expression text = casts.to(arguments.get(0), VARCHAR);
                        Expression quoted = Call.of(Function.QUOTE_LITERAL, text.type(), text);
                        yield Call.of(Function.COALESCE, type, quoted, Literal.ofText(VARCHAR.notNull(), "NULL"));
                    }
                    case "TO_NUMBER" -> toNumber(arguments, type);
                    case "MAKE_TIMESTAMP" -> timestamp(arguments, type);
                    case "MAKE_TIMESTAMPTZ" -> instant(arguments, type);
                    case "DATE_BIN" -> bin(arguments, type);
                    case "TIMEZONE" -> zoned(arguments.get(1), arguments.get(0), type);
                    case "DAYNAME" -> named(arguments.get(0), "FMDay", type);
                    case "MONTHNAME" -> named(arguments.get(0), "FMMonth", type);
                    case "STATEMENT_TIMESTAMP", "TRANSACTION_TIMESTAMP" -> times.now("NOW");
                    case "TYPEOF" -> typeOf(arguments.get(0), type);
                    case "PG_TYPEOF" ->
                        Literal.ofText(type, arguments.get(0).type().sqlName().toLowerCase(Locale.ROOT));
                    default -> null;
                });
    }

    private Expression bucket(List<Expression> arguments, DataType type) {
        boolean approximate =
                arguments.stream().anyMatch(argument -> argument.type().kind().isApproximateNumeric());
        List<Expression> cast = new ArrayList<>();
        for (Expression number : arguments.subList(0, 3)) {
            cast.add(approximate ? casts.to(number, DOUBLE) : number);
        }
        cast.add(casts.to(arguments.get(3), INTEGER));
        return new Call(Function.WIDTH_BUCKET, cast, type);
    }

    private static Expression count(Function test, List<Expression> arguments, DataType type) {
        Expression sum = Literal.of(type, 0);
        for (Expression argument : arguments) {
            Expression one = Call.of(
                    Function.CASE,
                    type,
                    Call.of(test, ExpressionTree.BOOLEAN.notNull(), argument),
                    Literal.of(type, 1),
                    Literal.of(type, 0));
            sum = Call.of(Function.ADD, type, sum, one);
        }
        return sum;
    }

    private Expression format(List<Expression> arguments, DataType type) {
        List<Expression> texts = arguments.subList(1, arguments.size()).stream()
                .map(argument -> casts.to(argument, VARCHAR))
                .toList();
        Expression array =
                new Call(Function.ARRAY, texts, DataType.array(VARCHAR).notNull());
        return Call.of(Function.FORMAT_TEXT, type, casts.to(arguments.get(0), VARCHAR), array);
    }

    private Expression toNumber(List<Expression> arguments, DataType type) {
        if (!(arguments.get(1) instanceof Literal)) {
            throw MillraceException.notSupported("to_number with a pattern that is not a constant");
        }
        Expression text = Call.of(
                Function.TO_NUMBER,
                VARCHAR.withNullable(type.nullable()),
                casts.to(arguments.get(0), VARCHAR),
                arguments.get(1));
        return casts.to(text, type);
    }

    private Expression timestamp(List<Expression> arguments, DataType type) {
        List<Expression> cast = new ArrayList<>();
        for (Expression part : arguments.subList(0, 5)) {
            cast.add(casts.to(part, INTEGER));
        }
        cast.add(casts.to(arguments.get(5), DOUBLE));
        return new Call(Function.MAKE_TIMESTAMP, cast, type);
    }

    private Expression instant(List<Expression> arguments, DataType type) {
        Expression local = timestamp(arguments, TIMESTAMP.withNullable(type.nullable()));
        return arguments.size() > 6 ? zoned(local, arguments.get(6), type) : casts.to(local, type);
    }

    private Expression bin(List<Expression> arguments, DataType type) {
        Expression width = arguments.get(0);
        if (width.type().kind() != TypeKind.INTERVAL_DAY_TIME) {
            throw MillraceException.notSupported("date_bin by months or years");
        }
        DataType time = type.kind() == TypeKind.TIMESTAMP_TZ ? INSTANT : TIMESTAMP;
        return Call.of(
                Function.DATE_BIN, type, width, casts.to(arguments.get(1), time), casts.to(arguments.get(2), time));
    }

    private Expression zoned(Expression time, Expression zone, DataType type) {
        Expression value = time.type().kind() == TypeKind.DATE ? casts.to(time, TIMESTAMP) : time;
        return Call.of(Function.AT_TIME_ZONE, type, value, casts.to(zone, VARCHAR));
    }

    /** A name in English. */
    private Expression named(Expression time, String pattern, DataType type) {
        return Call.of(Function.TO_CHAR, type, casts.to(time, TIMESTAMP), Literal.ofText(VARCHAR.notNull(), pattern));
    }

    /** Of JSON the type of what is in it, of all else the type of the expression. */
    private static Expression typeOf(Expression value, DataType type) {
        return value.type().kind() == TypeKind.JSON
                ? Call.of(Function.JSON_TYPE, type, value)
                : Literal.ofText(type, value.type().sqlName());
    }
}
