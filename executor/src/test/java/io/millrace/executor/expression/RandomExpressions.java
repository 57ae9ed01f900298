package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.*;
import static io.millrace.plan.expression.Function.*;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random typed expressions over a row with a column or two of each type, and random values for it. */
final class RandomExpressions {
    static final DataType SMALL_DECIMAL = decimal(9, 2);
    static final DataType WIDE_DECIMAL = decimal(30, 6);
    static final List<DataType> COLUMNS = List.of(
            BOOLEAN,
            SMALLINT,
            INTEGER,
            BIGINT,
            SMALL_DECIMAL,
            WIDE_DECIMAL,
            DOUBLE,
            VARCHAR,
            DATE,
            TIMESTAMP,
            INTEGER,
            VARCHAR);

    private static final List<DataType> TYPES = COLUMNS.subList(0, 10);
    private static final List<DataType> NUMBERS =
            List.of(SMALLINT, INTEGER, BIGINT, SMALL_DECIMAL, WIDE_DECIMAL, DOUBLE);
    private static final String[] WORDS = {
        "",
        "a",
        "b",
        "ab",
        "abba",
        "12",
        "-7",
        "1.5",
        "x,y,,z",
        "ÄÖ",
        "ß",
        "😀",
        "a😀b",
        "hello world",
        "2024-02-29",
        " 5 ",
        "NULL",
        ",",
    };
    private static final String[] PATTERNS = {"%", "a%", "%b", "%b%", "_", "a_%", "%ö%", "abba", "", "%a%b%"};

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    DataType type() {
        return pick(TYPES);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A value of the interpreter. */
    Object value(DataType type) {
        int small = random.nextInt(21) - 10;
        boolean extreme = random.nextInt(12) == 0;
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case SMALLINT -> new BigDecimal(extreme ? (random.nextBoolean() ? 32_767 : -32_768) : small);
            case INTEGER ->
                new BigDecimal(extreme ? (random.nextBoolean() ? Integer.MAX_VALUE : Integer.MIN_VALUE) : small);
            case BIGINT ->
                new BigDecimal(extreme ? (random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE) : small * 1_000L);
            case DECIMAL ->
                extreme
                        ? new BigDecimal(BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE), type.scale())
                                .multiply(new BigDecimal(random.nextBoolean() ? 1 : -1))
                        : new BigDecimal(BigInteger.valueOf(random.nextInt(100_000) - 50_000), type.scale());
            case DOUBLE ->
                extreme
                        ? List.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE, 1e-300)
                                .get(random.nextInt(6))
                        : small / 4.0;
            case VARCHAR -> WORDS[random.nextInt(WORDS.length)];
            case DATE ->
                LocalDate.parse("2024-02-29").plusDays(extreme ? random.nextInt(2_000_000) - 1_000_000 : small);
            case TIMESTAMP ->
                LocalDateTime.parse("1970-01-01T00:00:00")
                        .plus(extreme ? random.nextLong() / 100 : small * 40_000_123_457L, ChronoUnit.MICROS);
            default -> throw new IllegalArgumentException(type.sqlName());
        };
    }

    private Literal literal(DataType type) {
        if (random.nextInt(15) == 0) {
            return Literal.ofNull(type);
        }
        Object value = value(type);
        if (value instanceof BigDecimal number) {
            return Literal.of(type, number.unscaledValue());
        } else if (value instanceof Double d) {
            return Literal.of(type, d);
        } else if (value instanceof String text) {
            return Literal.ofText(type, text);
        } else if (value instanceof Boolean b) {
            return Literal.of(type, b ? 1 : 0);
        } else if (value instanceof LocalDate date) {
            return Literal.of(type, date.toEpochDay());
        }
        return Literal.of(
                type, ChronoUnit.MICROS.between(LocalDateTime.parse("1970-01-01T00:00:00"), (LocalDateTime) value));
    }

    Expression input(DataType type) {
        List<Expression> inputs = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            if (COLUMNS.get(i).equals(type)) {
                inputs.add(new InputRef(i, type));
            }
        }
        return pick(inputs);
    }

    Expression of(DataType type, int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return random.nextInt(4) == 0 ? literal(type) : input(type);
        }
        int next = depth - 1;
        if (random.nextInt(5) == 0) {
            return general(type, next);
        }
        return switch (type.kind()) {
            case BOOLEAN -> booleans(next);
            case SMALLINT, INTEGER, BIGINT -> wholeNumber(type, next);
            case DECIMAL -> decimals(type, next);
            case DOUBLE -> doubles(next);
            case VARCHAR -> text(next);
            case DATE -> Call.of(CAST, DATE, of(TIMESTAMP, next));
            default -> timestamp(next);
        };
    }

    private Expression general(DataType type, int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> Call.of(CASE, type, of(BOOLEAN, depth), of(type, depth), of(type, depth));
            case 1 -> Call.of(CASE, type, of(BOOLEAN, depth), of(type, depth), of(BOOLEAN, depth), of(type, depth));
            case 2 -> Call.of(COALESCE, type, of(type, depth), of(type, depth), of(type, depth));
            case 3 -> Call.of(GREATEST, type, of(type, depth), of(type, depth), of(type, depth));
            default -> Call.of(LEAST, type, of(type, depth), of(type, depth));
        };
    }

    private Expression booleans(int depth) {
        DataType type = type();
        Function comparison = pick(List.of(
                EQUAL,
                NOT_EQUAL,
                LESS,
                LESS_OR_EQUAL,
                GREATER,
                GREATER_OR_EQUAL,
                IS_DISTINCT_FROM,
                IS_NOT_DISTINCT_FROM));
        return switch (random.nextInt(9)) {
            case 0 -> Call.of(AND, BOOLEAN, of(BOOLEAN, depth), of(BOOLEAN, depth), of(BOOLEAN, depth));
            case 1 -> Call.of(OR, BOOLEAN, of(BOOLEAN, depth), of(BOOLEAN, depth));
            case 2 -> Call.of(NOT, BOOLEAN, of(BOOLEAN, depth));
            case 3 -> Call.of(pick(List.of(IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE)), BOOLEAN, of(BOOLEAN, depth));
            case 4 -> Call.of(pick(List.of(IS_NULL, IS_NOT_NULL)), BOOLEAN, of(type, depth));
            case 5 ->
                Call.of(
                        pick(List.of(STARTS_WITH, ENDS_WITH, CONTAINS)),
                        BOOLEAN,
                        of(VARCHAR, depth),
                        of(VARCHAR, depth));
            case 6 ->
                Call.of(
                        LIKE,
                        BOOLEAN,
                        of(VARCHAR, depth),
                        Literal.ofText(VARCHAR, PATTERNS[random.nextInt(PATTERNS.length)]));
            case 7 ->
                Call.of(
                        comparison,
                        BOOLEAN,
                        of(pick(NUMBERS.subList(0, 5)), depth),
                        of(pick(NUMBERS.subList(0, 5)), depth));
            default -> Call.of(comparison, BOOLEAN, of(type, depth), of(type, depth));
        };
    }

    private Expression wholeNumber(DataType type, int depth) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> Call.of(arithmetic(), type, of(type, depth), of(type, depth));
            case 3 -> Call.of(pick(List.of(NEGATE, ABS)), type, of(type, depth));
            case 4 -> cast(type, depth);
            case 5 ->
                Call.of(CAST, type, Call.of(pick(List.of(CHAR_LENGTH, OCTET_LENGTH)), INTEGER, of(VARCHAR, depth)));
            case 6 ->
                Call.of(
                        CAST,
                        type,
                        Call.of(
                                EXTRACT,
                                BIGINT,
                                unit(
                                        "YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DOY", "HOUR", "MINUTE", "SECOND",
                                        "EPOCH"),
                                of(TIMESTAMP, depth)));
            default ->
                Call.of(
                        CAST,
                        type,
                        Call.of(
                                TIMESTAMP_DIFF,
                                BIGINT,
                                unit("MONTH", "DAY", "HOUR", "YEAR"),
                                of(TIMESTAMP, depth),
                                of(TIMESTAMP, depth)));
        };
    }

    private Literal unit(String... units) {
        return Literal.ofText(VARCHAR, units[random.nextInt(units.length)]);
    }

    private Function arithmetic() {
        return pick(List.of(ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO));
    }

    private Expression cast(DataType type, int depth) {
        DataType from = pick(List.of(SMALLINT, INTEGER, BIGINT, SMALL_DECIMAL, WIDE_DECIMAL, DOUBLE, VARCHAR, BOOLEAN));
        boolean impossible = from.equals(BOOLEAN) && type.equals(DOUBLE) || from.equals(DOUBLE) && type.equals(VARCHAR);
        return Call.of(random.nextBoolean() ? CAST : TRY_CAST, type, of(impossible ? INTEGER : from, depth));
    }

    private Expression decimals(DataType type, int depth) {
        DataType left = pick(NUMBERS.subList(0, 5));
        DataType right = pick(NUMBERS.subList(0, 5));
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> Call.of(arithmetic(), type, of(left, depth), of(right, depth));
            case 3 -> Call.of(pick(List.of(NEGATE, ABS)), type, of(type, depth));
            case 4 ->
                Call.of(
                        pick(List.of(ROUND, TRUNCATE)),
                        type,
                        of(pick(List.of(SMALL_DECIMAL, WIDE_DECIMAL)), depth),
                        Literal.of(INTEGER, random.nextInt(9) - 3));
            default ->
                random.nextBoolean()
                        ? cast(type, depth)
                        : Call.of(
                                pick(List.of(FLOOR, CEIL, ROUND, TRUNCATE)),
                                type,
                                of(pick(List.of(SMALL_DECIMAL, WIDE_DECIMAL)), depth));
        };
    }

    private Expression doubles(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> Call.of(arithmetic(), DOUBLE, of(DOUBLE, depth), of(DOUBLE, depth));
            case 1 -> Call.of(pick(List.of(NEGATE, ABS)), DOUBLE, of(DOUBLE, depth));
            default -> cast(DOUBLE, depth);
        };
    }

    private Expression text(int depth) {
        Expression a = of(VARCHAR, depth);
        Expression number = Literal.of(INTEGER, random.nextInt(9) - 3);
        return switch (random.nextInt(12)) {
            case 0 -> Call.of(CONCAT, VARCHAR, a, of(VARCHAR, depth), of(VARCHAR, depth));
            case 1 -> Call.of(CONCAT_TEXT, VARCHAR, a, of(VARCHAR, depth));
            case 2 -> Call.of(pick(List.of(UPPER, LOWER, REVERSE)), VARCHAR, a);
            case 3, 4 -> Call.of(SUBSTRING, VARCHAR, a, number, Literal.of(INTEGER, random.nextInt(7) - 1));
            case 5 -> Call.of(LEFT, VARCHAR, a, number);
            case 6 -> Call.of(TRIM_BOTH, VARCHAR, a, Literal.ofText(VARCHAR, "ab"));
            case 7 -> Call.of(LPAD, VARCHAR, a, number, of(VARCHAR, depth));
            case 8 -> Call.of(REPLACE, VARCHAR, a, of(VARCHAR, depth), of(VARCHAR, depth));
            case 9 -> Call.of(SPLIT_PART, VARCHAR, a, of(VARCHAR, depth), number);
            case 10 -> Call.of(CAST, VARCHAR, Call.of(POSITION, INTEGER, a, of(VARCHAR, depth)));
            default ->
                Call.of(CAST, VARCHAR, of(pick(List.of(BOOLEAN, INTEGER, BIGINT, SMALL_DECIMAL, WIDE_DECIMAL)), depth));
        };
    }

    private Expression timestamp(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> Call.of(CAST, TIMESTAMP, of(DATE, depth));
            case 1 ->
                Call.of(
                        FLOOR_TO,
                        TIMESTAMP,
                        of(TIMESTAMP, depth),
                        unit("YEAR", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE"));
            default ->
                Call.of(
                        pick(List.of(ADD, SUBTRACT)),
                        TIMESTAMP,
                        of(TIMESTAMP, depth),
                        Literal.of(MICROS, random.nextInt(1_000_000) * 1_000_007L));
        };
    }
}
