package io.millrace.campaign.grammar;

import io.millrace.campaign.choice.Choices;
import java.util.List;

/** Constants and the values of rows: few different ones, so that they meet, and now and then extreme ones. */
public final class LiteralValues {
    public static final List<String> TEXTS = List.of(
            "a", "b", "", "ab", "A", "B", "aB", " ", "a b", "a_b", "50%", "Zürich", "日本", "😀", "ÀÉ", "x\\y", "it''s",
            "z");
    private static final List<String> DATES = List.of(
            "2024-01-01",
            "2024-01-02",
            "2024-02-29",
            "2024-03-01",
            "1969-12-31",
            "2000-02-29",
            "1900-03-01",
            "2099-12-31");
    private static final List<String> TIMES =
            List.of("00:00:00", "00:00:00.5", "10:00:01", "23:59:59.999999", "12:30:00", "10:00:00.000001");

    private LiteralValues() {}

    public static Expr literal(Kind kind, Choices choices) {
        return switch (kind) {
            case INTEGER -> new Expr(signed(smallNumber(choices)), Type.integer(3));
            case BIGINT -> new Expr("CAST(" + smallNumber(choices) + " AS BIGINT)", Type.bigint(3));
            case DECIMAL -> new Expr("CAST(" + smallDecimal(choices) + " AS DECIMAL(9, 2))", Type.decimal(9, 2, 3));
            case DOUBLE -> new Expr("CAST(" + quarter(choices) + " AS DOUBLE)", Type.quarters(3));
            case TEXT -> new Expr("'" + choices.pick(TEXTS) + "'", Type.TEXT);
            case BOOLEAN -> new Expr(choices.pick(List.of("TRUE", "FALSE")), Type.BOOLEAN);
            case DATE -> new Expr("DATE '" + choices.pick(DATES) + "'", Type.DATE);
            case TIMESTAMP -> new Expr("TIMESTAMP '" + timestamp(choices) + "'", Type.TIMESTAMP);
        };
    }

    /** A value for a column of a type. */
    public static String value(Type type, Choices choices) {
        boolean extreme = type.digits() > type.digitsMax() && choices.chance(25);
        return switch (type.kind()) {
            case INTEGER ->
                extreme ? choices.pick(List.of("2147483647", "-2147483648", "2147483646")) : smallNumber(choices);
            case BIGINT ->
                extreme
                        ? choices.pick(List.of(
                                "9223372036854775807", "-9223372036854775808", "4294967296", "9007199254740993"))
                        : smallNumber(choices);
            case DECIMAL ->
                extreme || type.precision() > 18 && choices.chance(25)
                        ? (choices.chance(50) ? "-" : "") + "9".repeat(type.precision() - type.scale() - 1) + ".5"
                        : smallDecimal(choices);
            case DOUBLE ->
                "CAST("
                        + (extreme
                                ? choices.pick(List.of("'1e300'", "'-1e300'", "'1e-300'", "'123456789.125'"))
                                : quarter(choices))
                        + " AS DOUBLE)";
            default -> literal(type.kind(), choices).sql();
        };
    }

    private static String signed(String number) {
        return number.startsWith("-") ? "(" + number + ")" : number;
    }

    private static String smallNumber(Choices choices) {
        int pick = choices.below(20);
        return pick == 19 ? "-" + choices.below(1000) : pick == 18 ? "" + choices.below(1000) : "" + (pick % 8);
    }

    private static String smallDecimal(Choices choices) {
        return (choices.chance(20) ? "-" : "") + choices.below(6) + choices.pick(List.of(".00", ".50", ".25", ".99"));
    }

    private static String quarter(Choices choices) {
        return "'" + (choices.chance(20) ? "-1" : "") + choices.below(5)
                + choices.pick(List.of(".0", ".5", ".25", ".75")) + "'";
    }

    private static String timestamp(Choices choices) {
        return choices.pick(DATES) + " " + choices.pick(TIMES);
    }
}
