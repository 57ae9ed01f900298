package io.millrace.parser;

import static io.millrace.parser.generated.MillraceParserImplConstants.*;

import io.millrace.parser.generated.Token;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's {@code INTERVAL '1 day 2 hours 00:00:01.5 ago'} as the standard's {@code '1 02:00:01.5' DAY TO SECOND}; months and
 * years become {@code YEAR TO MONTH}.
 *
 * @param image of the literal
 * @param unit the words behind it
 */
record IntervalWords(String image, List<Token> unit) {
    private static final Pattern PART =
            Pattern.compile("\\G\\s*(?:([+-]?)([0-9]+):([0-9]{1,2})(?::([0-9]{1,2}(?:\\.[0-9]+)?))?"
                    + "|([+-]?[0-9]+(?:\\.[0-9]*)?)\\s*([a-zA-Z]*))\\s*");

    private static final String TIME = ":";
    private static final BigDecimal DAY_MICROS = BigDecimal.valueOf(86_400_000_000L);

    private static final Map<String, BigDecimal> MICROS = Map.ofEntries(
            unit("microsecond", 1),
            unit("us", 1),
            unit("millisecond", 1_000),
            unit("ms", 1_000),
            unit("second", 1_000_000),
            unit("sec", 1_000_000),
            unit("s", 1_000_000),
            unit("minute", 60_000_000),
            unit("min", 60_000_000),
            unit("m", 60_000_000),
            unit("hour", 3_600_000_000L),
            unit("hr", 3_600_000_000L),
            unit("h", 3_600_000_000L),
            unit("day", 86_400_000_000L),
            unit("d", 86_400_000_000L),
            unit("week", 7 * 86_400_000_000L),
            unit("w", 7 * 86_400_000_000L));

    private static final Map<String, BigDecimal> MONTHS = Map.ofEntries(
            unit("month", 1),
            unit("mon", 1),
            unit("year", 12),
            unit("yr", 12),
            unit("y", 12),
            unit("decade", 120),
            unit("century", 1_200),
            unit("centurie", 1_200));

    private static Map.Entry<String, BigDecimal> unit(String name, long size) {
        return Map.entry(name, BigDecimal.valueOf(size));
    }

    /** Empty if it is not of this form; the grammar then says what it misses. */
    static Optional<IntervalWords> read(Token literal) {
        String text = literal.image.substring(1, literal.image.length() - 1).strip();
        boolean ago = text.toLowerCase(Locale.ROOT).endsWith(" ago");
        text = ago ? text.substring(0, text.length() - 4) : text;
        BigDecimal micros = BigDecimal.ZERO;
        BigDecimal months = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!part.find()) {
                return Optional.empty();
            }
            end = part.end();
            String name = part.group(6) == null ? TIME : singular(part.group(6));
            if (name.isEmpty() && end < text.length() && text.indexOf(':', end) > 0) {
                // A number before a time of day.
                name = "day";
            }
            if (name.equals(TIME)) {
                micros = micros.add(time(part));
            } else if (MICROS.containsKey(name)) {
                micros = micros.add(MICROS.get(name).multiply(new BigDecimal(part.group(5))));
            } else if (MONTHS.containsKey(name)) {
                months = months.add(MONTHS.get(name).multiply(new BigDecimal(part.group(5))));
            } else {
                return Optional.empty();
            }
        }
        if (end == 0) {
            return Optional.empty();
        } else if (months.signum() != 0 && micros.signum() != 0
                || months.stripTrailingZeros().scale() > 0) {
            throw new MillraceException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "an interval of months and of days is not supported yet at line " + literal.beginLine + ", column "
                            + literal.beginColumn);
        }
        return Optional.of(
                months.signum() != 0
                        ? ofMonths(ago ? months.negate() : months, literal)
                        : ofMicros(ago ? micros.negate() : micros, literal));
    }

    private static String singular(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean plural = lower.length() > 2 && lower.endsWith("s");
        return plural ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static BigDecimal time(Matcher part) {
        BigDecimal seconds = new BigDecimal(part.group(2))
                .multiply(BigDecimal.valueOf(3_600))
                .add(new BigDecimal(part.group(3)).multiply(BigDecimal.valueOf(60)))
                .add(part.group(4) == null ? BigDecimal.ZERO : new BigDecimal(part.group(4)));
        BigDecimal micros = seconds.multiply(BigDecimal.valueOf(1_000_000));
        return part.group(1).equals("-") ? micros.negate() : micros;
    }

    private static IntervalWords ofMonths(BigDecimal months, Token literal) {
        BigDecimal[] years =
                months.abs().divideToIntegralValue(BigDecimal.ONE).divideAndRemainder(BigDecimal.valueOf(12));
        String image = "'" + (months.signum() < 0 ? "-" : "") + years[0].toPlainString() + "-"
                + years[1].toPlainString() + "'";
        return new IntervalWords(
                image,
                tokens(
                        literal,
                        List.of(YEAR, LPAREN, UNSIGNED_INTEGER_LITERAL, RPAREN, TO, MONTH),
                        "YEAR",
                        "(",
                        "9",
                        ")",
                        "TO",
                        "MONTH"));
    }

    private static IntervalWords ofMicros(BigDecimal exact, Token literal) {
        BigDecimal micros = exact.setScale(0, RoundingMode.HALF_EVEN);
        BigDecimal[] days = micros.abs().divideAndRemainder(DAY_MICROS);
        long rest = days[1].longValueExact();
        String image = String.format(
                Locale.ROOT,
                "'%s%s %02d:%02d:%02d.%06d'",
                micros.signum() < 0 ? "-" : "",
                days[0].toPlainString(),
                rest / 3_600_000_000L,
                rest / 60_000_000 % 60,
                rest / 1_000_000 % 60,
                rest % 1_000_000);
        return new IntervalWords(
                image,
                tokens(
                        literal,
                        List.of(
                                DAY,
                                LPAREN,
                                UNSIGNED_INTEGER_LITERAL,
                                RPAREN,
                                TO,
                                SECOND,
                                LPAREN,
                                UNSIGNED_INTEGER_LITERAL,
                                RPAREN),
                        "DAY",
                        "(",
                        "9",
                        ")",
                        "TO",
                        "SECOND",
                        "(",
                        "6",
                        ")"));
    }

    private static List<Token> tokens(Token literal, List<Integer> kinds, String... images) {
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < images.length; i++) {
            Token token = Token.newToken(kinds.get(i), images[i]);
            token.beginLine = literal.beginLine;
            token.beginColumn = literal.beginColumn;
            token.endLine = literal.endLine;
            token.endColumn = literal.endColumn;
            tokens.add(token);
        }
        return tokens;
    }
}
