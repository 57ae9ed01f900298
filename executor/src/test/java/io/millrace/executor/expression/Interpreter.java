package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.expression.Parameter;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What expressions mean, said once more in the plainest way: a walk over the tree, on BigDecimal (all exact numbers and
 * day-time intervals in microseconds), Double, Boolean, String, LocalDate and LocalDateTime.
 */
final class Interpreter {
    private static final DateTimeFormatter TIMESTAMP_TEXT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    private Interpreter() {}

    /** An expression that has no value for a row. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static @Nullable Object evaluate(Expression expression, List<@Nullable Object> row) {
        if (expression instanceof InputRef input) {
            return row.get(input.index());
        } else if (expression instanceof Literal literal) {
            return literal(literal);
        } else if (expression instanceof Parameter) {
            throw new IllegalArgumentException();
        }
        Call call = (Call) expression;
        return switch (call.function()) {
            case AND, OR -> junction(call, row);
            case CASE -> choose(call, row);
            case COALESCE -> coalesce(call, row);
            default ->
                apply(call, call.arguments().stream().map(a -> evaluate(a, row)).toArray());
        };
    }

    /** A condition: a conjunction ends at the first part that is not TRUE. */
    static boolean passes(Expression condition, List<@Nullable Object> row) {
        if (condition instanceof Call call && call.function() == Function.AND) {
            return call.arguments().stream().allMatch(argument -> passes(argument, row));
        }
        return Boolean.TRUE.equals(evaluate(condition, row));
    }

    private static @Nullable Object literal(Literal literal) {
        if (literal.holdsNull()) {
            return null;
        }
        DataType type = literal.type();
        return switch (type.kind()) {
            case BOOLEAN -> literal.longValue() != 0;
            case DOUBLE -> literal.doubleValue();
            case VARCHAR -> literal.text();
            case DATE -> LocalDate.ofEpochDay(literal.longValue());
            case TIMESTAMP ->
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(literal.longValue(), ChronoUnit.MICROS);
            default -> new BigDecimal(new BigInteger(literal.text()), type.scale());
        };
    }

    private static @Nullable Object junction(Call call, List<@Nullable Object> row) {
        boolean decides = call.function() == Function.OR;
        Boolean result = !decides;
        for (Expression argument : call.arguments()) {
            Boolean value = (Boolean) evaluate(argument, row);
            if (value != null && value == decides) {
                return decides;
            } else if (value == null) {
                result = null;
            }
        }
        return result;
    }

    private static @Nullable Object choose(Call call, List<@Nullable Object> row) {
        int size = call.arguments().size();
        for (int i = 0; i + 1 < size; i += 2) {
            if (Boolean.TRUE.equals(evaluate(call.argument(i), row))) {
                return evaluate(call.argument(i + 1), row);
            }
        }
        return size % 2 == 0 ? null : evaluate(call.argument(size - 1), row);
    }

    private static @Nullable Object coalesce(Call call, List<@Nullable Object> row) {
        for (Expression argument : call.arguments()) {
            Object value = evaluate(argument, row);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable Object apply(Call call, @Nullable Object[] a) {
        switch (call.function()) {
            case IS_NULL:
                return a[0] == null;
            case IS_NOT_NULL:
                return a[0] != null;
            case IS_TRUE:
                return Boolean.TRUE.equals(a[0]);
            case IS_NOT_TRUE:
                return !Boolean.TRUE.equals(a[0]);
            case IS_FALSE:
                return Boolean.FALSE.equals(a[0]);
            case IS_NOT_FALSE:
                return !Boolean.FALSE.equals(a[0]);
            case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM:
                boolean same = a[0] == null || a[1] == null ? a[0] == a[1] : compare(a[0], a[1]) == 0;
                return same == (call.function() == Function.IS_NOT_DISTINCT_FROM);
            case GREATEST, LEAST:
                int sign = call.function() == Function.GREATEST ? 1 : -1;
                Object best = null;
                for (Object value : a) {
                    if (value != null && (best == null || sign * compare(value, best) > 0)) {
                        best = value;
                    }
                }
                return best;
            case CONCAT_TEXT:
                StringBuilder all = new StringBuilder();
                Arrays.stream(a).filter(value -> value != null).forEach(all::append);
                return all.toString();
            case TRY_CAST:
                try {
                    return a[0] == null ? null : cast(a[0], call.argument(0).type(), call.type());
                } catch (Failure e) {
                    return null;
                }
            default:
                for (Object value : a) {
                    if (value == null) {
                        return null;
                    }
                }
                return strict(call, a);
        }
    }

    private static int compare(Object left, Object right) {
        if (left instanceof String text) {
            return Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
        } else if (left instanceof Double d) {
            double other = (Double) right;
            return d == other ? 0 : Double.compare(d, other);
        } else if (left instanceof LocalDate date) {
            return date.compareTo((LocalDate) right);
        } else if (left instanceof LocalDateTime time) {
            return time.compareTo((LocalDateTime) right);
        } else if (left instanceof Boolean b) {
            return b.compareTo((Boolean) right);
        }
        return ((BigDecimal) left).compareTo((BigDecimal) right);
    }

    private static Object strict(Call call, Object[] a) {
        DataType type = call.type();
        return switch (call.function()) {
            case EQUAL -> compare(a[0], a[1]) == 0;
            case NOT_EQUAL -> compare(a[0], a[1]) != 0;
            case LESS -> compare(a[0], a[1]) < 0;
            case LESS_OR_EQUAL -> compare(a[0], a[1]) <= 0;
            case GREATER -> compare(a[0], a[1]) > 0;
            case GREATER_OR_EQUAL -> compare(a[0], a[1]) >= 0;
            case NOT -> !(Boolean) a[0];
            case CAST -> cast(a[0], call.argument(0).type(), type);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> arithmetic(call, a);
            case NEGATE -> a[0] instanceof Double d ? (Object) (-d) : fit(((BigDecimal) a[0]).negate(), type);
            case ABS -> a[0] instanceof Double d ? (Object) Math.abs(d) : fit(((BigDecimal) a[0]).abs(), type);
            case FLOOR -> fit(((BigDecimal) a[0]).setScale(0, RoundingMode.FLOOR), type);
            case CEIL -> fit(((BigDecimal) a[0]).setScale(0, RoundingMode.CEILING), type);
            case ROUND -> fit(((BigDecimal) a[0]).setScale(digits(a), RoundingMode.HALF_UP), type);
            case TRUNCATE -> fit(((BigDecimal) a[0]).setScale(digits(a), RoundingMode.DOWN), type);
            case EXTRACT -> new BigDecimal(extract((String) a[0], a[1]));
            case FLOOR_TO -> floor((LocalDateTime) a[0], (String) a[1]);
            case TIMESTAMP_DIFF ->
                new BigDecimal(ChronoUnit.valueOf(a[0] + "S").between((LocalDateTime) a[1], (LocalDateTime) a[2]));
            default -> text(call, a);
        };
    }

    private static int digits(Object[] a) {
        return a.length > 1 ? integer(a[1]) : 0;
    }

    private static int integer(Object value) {
        return ((BigDecimal) value).intValueExact();
    }

    private static Object arithmetic(Call call, Object[] a) {
        Function function = call.function();
        if (a[0] instanceof LocalDateTime time && a[1] instanceof LocalDateTime other) {
            return new BigDecimal(ChronoUnit.MICROS.between(other, time));
        } else if (a[0] instanceof LocalDateTime time) {
            long micros = ((BigDecimal) a[1]).longValueExact();
            return time.plus(function == Function.ADD ? micros : -micros, ChronoUnit.MICROS);
        } else if (a[0] instanceof Double left) {
            return doubles(function, left, (Double) a[1]);
        }
        BigDecimal left = (BigDecimal) a[0];
        BigDecimal right = (BigDecimal) a[1];
        if ((function == Function.DIVIDE || function == Function.MODULO) && right.signum() == 0) {
            throw new Failure();
        }
        int scale = call.type().scale();
        return switch (function) {
            case ADD -> fit(left.add(right), call.type());
            case SUBTRACT -> fit(left.subtract(right), call.type());
            case MULTIPLY -> fit(left.multiply(right), call.type());
            case DIVIDE ->
                fit(
                        left.divide(
                                right,
                                scale,
                                call.type().kind() == TypeKind.DECIMAL ? RoundingMode.HALF_UP : RoundingMode.DOWN),
                        call.type());
            default -> fit(left.remainder(right), call.type());
        };
    }

    private static Object doubles(Function function, double left, double right) {
        if ((function == Function.DIVIDE || function == Function.MODULO) && right == 0) {
            throw new Failure();
        }
        double result =
                switch (function) {
                    case ADD -> left + right;
                    case SUBTRACT -> left - right;
                    case MULTIPLY -> left * right;
                    case DIVIDE -> left / right;
                    default -> left % right;
                };
        if (Double.isInfinite(result) && Double.isFinite(left) && Double.isFinite(right)) {
            throw new Failure();
        }
        return result;
    }

    /** Rounded half away from zero to the scale of the type, if it fits. */
    private static BigDecimal fit(BigDecimal value, DataType type) {
        BigDecimal rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
        BigInteger whole = rounded.unscaledValue();
        boolean fits =
                switch (type.kind()) {
                    case SMALLINT -> whole.bitLength() < 16;
                    case INTEGER -> whole.bitLength() < 32;
                    case BIGINT -> whole.bitLength() < 64;
                    default -> whole.signum() == 0 || rounded.precision() <= type.precision();
                };
        if (!fits) {
            throw new Failure();
        }
        return rounded;
    }

    private static Object cast(Object value, DataType from, DataType to) {
        if (from.kind() == to.kind() && !from.kind().isNumeric()) {
            return value;
        } else if (to.kind() == TypeKind.VARCHAR) {
            return show(value);
        } else if (value instanceof String text) {
            return read(text.strip(), to);
        } else if (to.kind() == TypeKind.DOUBLE) {
            return value instanceof BigDecimal number ? (Object) number.doubleValue() : value;
        } else if (value instanceof Double d) {
            if (!Double.isFinite(d)) {
                throw new Failure();
            }
            return fit(new BigDecimal(d.toString()), to);
        } else if (value instanceof LocalDateTime time) {
            return time.toLocalDate();
        } else if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        } else if (value instanceof Boolean b) {
            return fit(b ? BigDecimal.ONE : BigDecimal.ZERO, to);
        } else if (to.kind() == TypeKind.BOOLEAN) {
            return ((BigDecimal) value).signum() != 0;
        }
        return fit((BigDecimal) value, to);
    }

    private static String show(Object value) {
        if (value instanceof LocalDateTime time) {
            String text = TIMESTAMP_TEXT.format(time);
            return text;
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private static Object read(String text, DataType to) {
        try {
            return switch (to.kind()) {
                case DATE -> LocalDate.parse(text);
                case DOUBLE -> Double.valueOf(checkedNumber(text));
                case DECIMAL -> fit(new BigDecimal(checkedNumber(text)), to);
                default -> fit(new BigDecimal(new BigInteger(text)), to);
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw new Failure();
        }
    }

    private static String checkedNumber(String text) {
        if (!text.matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?")) {
            throw new Failure();
        }
        return text;
    }

    private static long extract(String unit, Object value) {
        LocalDateTime time = value instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) value;
        return switch (unit) {
            case "YEAR" -> time.getYear();
            case "QUARTER" -> time.get(IsoFields.QUARTER_OF_YEAR);
            case "MONTH" -> time.getMonthValue();
            case "WEEK" -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case "DAY" -> time.getDayOfMonth();
            case "DOY" -> time.getDayOfYear();
            case "HOUR" -> time.getHour();
            case "MINUTE" -> time.getMinute();
            case "SECOND" -> time.getSecond();
            default ->
                Math.floorDiv(
                        Duration.between(LocalDate.EPOCH.atStartOfDay(), time).toMillis(), 1000L);
        };
    }

    private static LocalDateTime floor(LocalDateTime time, String unit) {
        return switch (unit) {
            case "YEAR" -> time.toLocalDate().withDayOfYear(1).atStartOfDay();
            case "MONTH" -> time.toLocalDate().withDayOfMonth(1).atStartOfDay();
            case "WEEK" -> time.toLocalDate().with(ChronoField.DAY_OF_WEEK, 1).atStartOfDay();
            case "DAY" -> time.truncatedTo(ChronoUnit.DAYS);
            case "HOUR" -> time.truncatedTo(ChronoUnit.HOURS);
            default -> time.truncatedTo(ChronoUnit.MINUTES);
        };
    }

    private static Object text(Call call, Object[] a) {
        int[] points = String.valueOf(a[0]).codePoints().toArray();
        return switch (call.function()) {
            case CONCAT -> Arrays.stream(a).map(Object::toString).reduce("", String::concat);
            case UPPER -> ((String) a[0]).toUpperCase(Locale.ROOT);
            case LOWER -> ((String) a[0]).toLowerCase(Locale.ROOT);
            case CHAR_LENGTH -> new BigDecimal(points.length);
            case OCTET_LENGTH -> new BigDecimal(((String) a[0]).getBytes(StandardCharsets.UTF_8).length);
            case SUBSTRING -> substring(points, integer(a[1]), integer(a[2]));
            case LEFT ->
                substring(points, 1, Math.max(0, integer(a[1]) < 0 ? points.length + integer(a[1]) : integer(a[1])));
            case TRIM_BOTH -> ((String) a[0]).replaceAll("^[ab]+|[ab]+$", "");
            case LPAD -> pad(points, integer(a[1]), (String) a[2]);
            case POSITION -> new BigDecimal(position((String) a[0], (String) a[1]));
            case REPLACE -> ((String) a[1]).isEmpty() ? a[0] : ((String) a[0]).replace((String) a[1], (String) a[2]);
            case REVERSE -> new StringBuilder((String) a[0]).reverse().toString();
            case SPLIT_PART -> split((String) a[0], (String) a[1], integer(a[2]));
            case STARTS_WITH -> ((String) a[0]).startsWith((String) a[1]);
            case ENDS_WITH -> ((String) a[0]).endsWith((String) a[1]);
            case CONTAINS -> ((String) a[0]).contains((String) a[1]);
            case LIKE -> like((String) a[0], (String) a[1]);
            default -> throw new IllegalArgumentException(call.function().name());
        };
    }

    private static String substring(int[] points, int from, int length) {
        if (length < 0) {
            throw new Failure();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            if (i + 1 >= from && i + 1 < (long) from + length) {
                text.appendCodePoint(points[i]);
            }
        }
        return text.toString();
    }

    private static String pad(int[] points, int length, String fill) {
        StringBuilder text = new StringBuilder();
        int[] fillPoints = fill.codePoints().toArray();
        for (int i = 0; i < length - points.length && fillPoints.length > 0; i++) {
            text.appendCodePoint(fillPoints[i % fillPoints.length]);
        }
        return text.append(substring(points, 1, Math.max(0, length))).toString();
    }

    private static int position(String needle, String text) {
        int found = text.indexOf(needle);
        return found < 0 ? 0 : text.codePointCount(0, found) + 1;
    }

    private static String split(String text, String delimiter, int part) {
        if (part == 0) {
            throw new Failure();
        }
        List<String> parts = delimiter.isEmpty()
                ? List.of(text)
                : new ArrayList<>(List.of(text.split(Pattern.quote(delimiter), -1)));
        int index = part > 0 ? part - 1 : parts.size() + part;
        return index >= 0 && index < parts.size() ? parts.get(index) : "";
    }

    private static boolean like(String text, String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
