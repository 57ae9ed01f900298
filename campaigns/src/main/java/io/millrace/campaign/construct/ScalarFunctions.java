package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** One function, written with {0}, {1} for its arguments. */
record ScalarFunctions(String name, Type result, String template, List<Kind> arguments)
        implements Construct.OfExpression {
    private static final int WEIGHT = 2;

    /** All of them. */
    static List<Construct.OfExpression> all() {
        return List.of(
                text("UPPER({0})", Kind.TEXT),
                text("LOWER({0})", Kind.TEXT),
                text("({0} || {1})", Kind.TEXT, Kind.TEXT),
                text("TRIM({0})", Kind.TEXT),
                text("REVERSE({0})", Kind.TEXT),
                text("REPLACE({0}, 'a', 'xy')", Kind.TEXT),
                text("SUBSTRING({0} FROM 2)", Kind.TEXT),
                text("SUBSTRING({0} FROM 1 FOR 2)", Kind.TEXT),
                text("LEFT({0}, 1)", Kind.TEXT),
                text("RIGHT({0}, 2)", Kind.TEXT),
                text("LPAD({0}, 4, '*')", Kind.TEXT),
                text("RPAD({0}, 3, '-')", Kind.TEXT),
                text("REPEAT({0}, 2)", Kind.TEXT),
                text("CONCAT({0}, {1})", Kind.TEXT, Kind.TEXT),
                text("MD5({0})", Kind.TEXT),
                number("CHAR_LENGTH({0})", 3, Kind.TEXT),
                number("POSITION('b' IN {0})", 3, Kind.TEXT),
                number("CAST(EXTRACT(YEAR FROM {0}) AS INTEGER)", 4, Kind.DATE),
                number("CAST(EXTRACT(MONTH FROM {0}) AS INTEGER)", 2, Kind.TIMESTAMP),
                number("CAST(EXTRACT(DAY FROM {0}) AS INTEGER)", 2, Kind.DATE),
                number("CAST(EXTRACT(HOUR FROM {0}) AS INTEGER)", 2, Kind.TIMESTAMP),
                number("CAST(EXTRACT(QUARTER FROM {0}) AS INTEGER)", 1, Kind.DATE),
                new ScalarFunctions(
                        "regular expressions",
                        Type.TEXT,
                        either("REGEXP_SUBSTR({0}, '[ab]+')", "NULLIF(regexp_extract({0}, '[ab]+'), '')"),
                        List.of(Kind.TEXT)),
                new ScalarFunctions(
                        "regular expressions", Type.TEXT, "REGEXP_REPLACE({0}, '[^a]', '.', 'g')", List.of(Kind.TEXT)),
                new ScalarFunctions(
                        "regular expressions",
                        Type.integer(3),
                        either("REGEXP_COUNT({0}, 'a|b')", "len(regexp_extract_all({0}, 'a|b'))"),
                        List.of(Kind.TEXT)),
                new ScalarFunctions(
                        "regular expressions",
                        Type.BOOLEAN,
                        either("REGEXP_LIKE({0}, 'a.')", "regexp_matches({0}, 'a.', 's')"),
                        List.of(Kind.TEXT)),
                text("SPLIT_PART({0}, 'a', 1)", Kind.TEXT),
                text("TRANSLATE({0}, 'ab', 'x')", Kind.TEXT),
                text("DAYNAME({0})", Kind.DATE),
                text("MONTHNAME({0})", Kind.TIMESTAMP),
                new ScalarFunctions("bits, GCD/LCM", Type.integer(5), "({0} & 6)", List.of(Kind.INTEGER)),
                new ScalarFunctions("bits, GCD/LCM", Type.integer(6), "({0} | 9)", List.of(Kind.INTEGER)),
                new ScalarFunctions(
                        "bits, GCD/LCM", Type.integer(6), either("({0} # 5)", "xor({0}, 5)"), List.of(Kind.INTEGER)),
                new ScalarFunctions("bits, GCD/LCM", Type.bigint(5), "({0} & 12)", List.of(Kind.BIGINT)),
                new ScalarFunctions(
                        "bits, GCD/LCM", Type.integer(5), "CAST(GCD({0}, 6) AS INTEGER)", List.of(Kind.INTEGER)),
                new ScalarFunctions(
                        "bits, GCD/LCM", Type.bigint(6), "CAST(LCM({0}, 4) AS BIGINT)", List.of(Kind.INTEGER)),
                new ScalarFunctions(
                        "times and intervals",
                        Type.TIMESTAMP,
                        either(
                                "DATE_BIN(INTERVAL '15' MINUTE, {0}, TIMESTAMP '2001-01-01 00:00:00')",
                                "time_bucket(INTERVAL '15 minutes', {0}, TIMESTAMP '2001-01-01 00:00:00')"),
                        List.of(Kind.TIMESTAMP)),
                new ScalarFunctions(
                        "times and intervals",
                        Type.DATE,
                        "MAKE_DATE(2000 + CAST(EXTRACT(MONTH FROM {0}) AS INTEGER), 2, 28)",
                        List.of(Kind.TIMESTAMP)),
                new ScalarFunctions(
                        "times and intervals",
                        Type.BOOLEAN,
                        "({0} < {1} + INTERVAL '10' DAY)",
                        List.of(Kind.TIMESTAMP, Kind.TIMESTAMP)),
                new ScalarFunctions(
                        "times and intervals",
                        Type.integer(2),
                        "CAST(EXTRACT(DAY FROM {0} + INTERVAL '36' HOUR) AS INTEGER)",
                        List.of(Kind.TIMESTAMP)),
                new ScalarFunctions("times and intervals", Type.TIMESTAMP, truncated("month"), List.of(Kind.TIMESTAMP)),
                new ScalarFunctions("times and intervals", Type.TIMESTAMP, truncated("hour"), List.of(Kind.TIMESTAMP)),
                new ScalarFunctions(
                        "FLOOR/CEIL",
                        Type.TIMESTAMP,
                        either("FLOOR({0} TO HOUR)", "CAST(DATE_TRUNC('hour', {0}) AS TIMESTAMP)"),
                        List.of(Kind.TIMESTAMP)),
                new ScalarFunctions("FLOOR/CEIL", Type.integer(5), "CAST(FLOOR({0}) AS INTEGER)", List.of(Kind.DOUBLE)),
                new ScalarFunctions(
                        "CAST to DATE",
                        Type.integer(2),
                        "CAST(EXTRACT(DAY FROM CAST({0} AS DATE)) AS INTEGER)",
                        List.of(Kind.TIMESTAMP)),
                new ScalarFunctions(
                        "CAST to DATE", Type.TEXT, "CAST(CAST({0} AS DATE) AS VARCHAR)", List.of(Kind.TIMESTAMP)),
                new ScalarFunctions(
                        "FLOOR/CEIL",
                        Type.decimal(9, 0, 5),
                        "CAST(FLOOR({0}) AS DECIMAL(9, 0))",
                        List.of(Kind.DECIMAL)),
                new ScalarFunctions("FLOOR/CEIL", Type.quarters(5), "FLOOR({0})", List.of(Kind.DOUBLE)),
                new ScalarFunctions("FLOOR/CEIL", Type.quarters(5), "CEIL({0})", List.of(Kind.DOUBLE)),
                new ScalarFunctions(
                        "FLOOR/CEIL", Type.decimal(9, 0, 5), "CAST(CEIL({0}) AS DECIMAL(9, 0))", List.of(Kind.DECIMAL)),
                new ScalarFunctions(
                        "times and intervals",
                        Type.TIMESTAMP,
                        "({0} + INTERVAL '1 day 2 hours')",
                        List.of(Kind.TIMESTAMP)),
                new ScalarFunctions(
                        "times and intervals", Type.TIMESTAMP, "({0} - INTERVAL '90' SECOND)", List.of(Kind.TIMESTAMP)),
                new ScalarFunctions(
                        "times and intervals", Type.TIMESTAMP, "({0} + INTERVAL '1' MONTH)", List.of(Kind.TIMESTAMP)),
                new ScalarFunctions(
                        "times and intervals",
                        Type.DATE,
                        "CAST({0} + INTERVAL '1' MONTH AS DATE)",
                        List.of(Kind.DATE)));
    }

    /** DuckDB makes a constant a date. */
    private static String truncated(String unit) {
        String call = "DATE_TRUNC('" + unit + "', {0})";
        return either(call, "CAST(" + call + " AS TIMESTAMP)");
    }

    private static String either(String ours, String theirs) {
        return Dialect.either(ours, theirs);
    }

    private static ScalarFunctions text(String template, Kind... arguments) {
        return new ScalarFunctions("text functions", Type.TEXT, template, List.of(arguments));
    }

    private static ScalarFunctions number(String template, int digits, Kind... arguments) {
        return new ScalarFunctions("number of text or time", Type.integer(digits), template, List.of(arguments));
    }

    @Override
    public int weight() {
        return WEIGHT;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind == result.kind();
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {
        String sql = template;
        for (int i = 0; i < arguments.size(); i++) {
            Expr argument = generator.expression(arguments.get(i), scope, depth);
            if (argument.kind().numeric() && argument.type().digits() > 5) {
                return Optional.empty();
            }
            sql = sql.replace("{" + i + "}", argument.sql());
        }
        return Optional.of(new Expr(sql, result));
    }
}
