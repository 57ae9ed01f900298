package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.List;
import java.util.Locale;

/** Functions of date and time. */
final class TimeFunctions {
    private static final DataType VARCHAR = DataType.of(TypeKind.VARCHAR);
    private static final DataType BIGINT = DataType.of(TypeKind.BIGINT);
    private static final DataType TIMESTAMP = DataType.of(TypeKind.TIMESTAMP);

    private static final List<String> UNITS = List.of(
            "MICROSECOND",
            "MILLISECOND",
            "SECOND",
            "MINUTE",
            "HOUR",
            "DAY",
            "WEEK",
            "MONTH",
            "QUARTER",
            "YEAR",
            "DECADE",
            "CENTURY",
            "MILLENNIUM",
            "DOW",
            "ISODOW",
            "DOY",
            "ISOYEAR",
            "EPOCH");

    private final Casts casts;

    TimeFunctions(Casts casts) {
        this.casts = casts;
    }

    /** CURRENT_DATE and its like: all are the time of the epoch. */
    Expression now(String name) {
        Expression instant =
                Call.of(Function.EPOCH_TIME, DataType.of(TypeKind.TIMESTAMP_TZ).notNull());
        return switch (name) {
            case "LOCALTIMESTAMP" -> casts.to(instant, TIMESTAMP.notNull());
            case "CURRENT_DATE" -> casts.to(instant, DataType.of(TypeKind.DATE).notNull());
            case "CURRENT_TIME", "LOCALTIME" ->
                casts.to(instant, DataType.of(TypeKind.TIME).notNull());
            default -> instant;
        };
    }

    /** Functions whose unit is text: {@code date_trunc('day', t)}. */
    Expression byText(String name, List<Expression> arguments) {
        if (!(arguments.get(0) instanceof Literal literal) || literal.holdsNull()) {
            throw MillraceException.notSupported(name.toLowerCase(Locale.ROOT) + " with a unit that is not a constant");
        }
        String unit = unit(literal.text());
        return switch (name) {
            case "DATE_TRUNC" -> floorTo(Function.FLOOR_TO, arguments.get(1), unit);
            case "DATE_PART" -> extract(unit, arguments.get(1));
            default -> difference(unit, arguments.get(1), arguments.get(2));
        };
    }

    /** {@code YEAR(t)} and its like. */
    Expression part(String name, Expression time) {
        String unit =
                switch (name) {
                    case "DAYOFYEAR" -> "DOY";
                    case "DAYOFMONTH" -> "DAY";
                    case "DAYOFWEEK" -> "DOW";
                    default -> name;
                };
        return extract(unit, time);
    }

    Expression floorTo(Function function, Expression time, String unit) {
        Expression value = time.type().kind() == TypeKind.DATE ? casts.to(time, TIMESTAMP) : time;
        return Call.of(function, value.type(), value, unitLiteral(unit));
    }

    Expression extract(String unit, Expression value) {
        boolean instant = value.type().kind() == TypeKind.TIMESTAMP_TZ && !unit.equals("EPOCH");
        Expression local = instant ? casts.to(value, TIMESTAMP) : value;
        return Call.of(Function.EXTRACT, BIGINT.withNullable(value.type().nullable()), unitLiteral(unit), local);
    }

    Expression difference(String unit, Expression from, Expression to) {
        List<Expression> times = casts.toCommon(asTimestamp(from), asTimestamp(to), "timestampdiff");
        boolean nullable = from.type().nullable() || to.type().nullable();
        return Call.of(
                Function.TIMESTAMP_DIFF, BIGINT.withNullable(nullable), unitLiteral(unit), times.get(0), times.get(1));
    }

    private Expression asTimestamp(Expression time) {
        return time.type().kind() == TypeKind.DATE ? casts.to(time, TIMESTAMP) : time;
    }

    /** AGE(to, from), or AGE(from) at the beginning of today. */
    Expression age(List<Expression> arguments, DataType type) {
        Expression to = arguments.size() > 1 ? arguments.get(0) : now("CURRENT_DATE");
        Expression from = arguments.get(arguments.size() - 1);
        return Call.of(Function.AGE, type, casts.to(to, TIMESTAMP), casts.to(from, TIMESTAMP));
    }

    /** TO_TIMESTAMP(text, format) or TO_TIMESTAMP(seconds). */
    Expression toTimestamp(List<Expression> arguments) {
        boolean nullable =
                arguments.stream().anyMatch(argument -> argument.type().nullable());
        DataType type = TIMESTAMP.withNullable(nullable);
        if (arguments.size() == 1) {
            return Call.of(Function.TO_TIMESTAMP, type, casts.to(arguments.get(0), DataType.of(TypeKind.DOUBLE)));
        }
        return Call.of(
                Function.TO_TIMESTAMP, type, casts.to(arguments.get(0), VARCHAR), casts.to(arguments.get(1), VARCHAR));
    }

    /** PostgreSQL's words for units; plurals are accepted. */
    private static String unit(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        String singular = upper.length() > 1 && upper.endsWith("S") ? upper.substring(0, upper.length() - 1) : upper;
        if (UNITS.contains(singular)) {
            return singular;
        } else if (upper.equals("CENTURIES")) {
            return "CENTURY";
        }
        throw new MillraceException(
                SqlState.INVALID_PARAMETER, "there is no unit of time '" + text + "'" + Nearest.hint(upper, UNITS));
    }

    private static Literal unitLiteral(String unit) {
        return Literal.ofText(VARCHAR, unit);
    }
}
