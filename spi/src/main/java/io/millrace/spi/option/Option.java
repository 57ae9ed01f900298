package io.millrace.spi.option;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One option: name, type, default, range and a sentence. Declared as a constant beside its reader; the reference page is
 * made from these.
 *
 * @param expected what a value looks like, for messages: {@code "a whole number from 1 to 10"}
 */
public record Option<T>(
        String name,
        String expected,
        Function<String, T> parser,
        @Nullable T defaultValue,
        String description) {

    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*([a-z]+)");

    /** A text as it is given, spaces included. */
    public static Option<String> string(String name) {
        return new Option<>(name, "a text", text -> text, null, "");
    }

    public static Option<Integer> integer(String name, int min, int max) {
        return new Option<>(
                name, "a whole number from " + min + " to " + max, text -> (int) number(text, min, max), null, "");
    }

    public static Option<Long> bigint(String name, long min, long max) {
        return new Option<>(
                name, "a whole number from " + min + " to " + max, text -> number(text, min, max), null, "");
    }

    public static Option<Boolean> bool(String name) {
        return new Option<>(name, "true or false", Option::bool0, null, "");
    }

    /** A time span such as {@code '500 ms'}, {@code '10 s'}, {@code '5 min'}, {@code '1 h'}, {@code '2 d'}. */
    public static Option<Duration> duration(String name) {
        return new Option<>(
                name, "a time span such as '500 ms', '10 s', '5 min' or '1 h'", Option::duration0, null, "");
    }

    public static Option<String> choice(String name, List<String> choices) {
        return new Option<>(
                name,
                "one of " + String.join(", ", choices),
                text -> {
                    String lower = text.trim().toLowerCase(Locale.ROOT);
                    if (!choices.contains(lower)) {
                        throw new IllegalArgumentException(text);
                    }
                    return lower;
                },
                null,
                "");
    }

    public Option<T> defaultValue(T value) {
        return new Option<>(name, expected, parser, value, description);
    }

    public Option<T> describedAs(String sentence) {
        return new Option<>(name, expected, parser, defaultValue, sentence);
    }

    /** The value given, or the default, or nothing if there is neither. */
    public Optional<T> find(Map<String, String> options) {
        String text = options.get(name);
        return text == null ? Optional.ofNullable(defaultValue) : Optional.of(parse(text));
    }

    /**
     * The value given, or the default.
     *
     * @throws MillraceException 22023 if it is malformed, or absent without a default
     */
    public T read(Map<String, String> options) {
        return find(options)
                .orElseThrow(() -> new MillraceException(
                        SqlState.INVALID_PARAMETER, "option '" + name + "' is missing; expected " + expected));
    }

    /** Parses one value; 22023 with name, value and what was expected if it is malformed. */
    public T parse(String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER, "option '" + name + "' is '" + text + "'; expected " + expected, e);
        }
    }

    private static long number(String text, long min, long max) {
        long value = Long.parseLong(text.trim().replace("_", ""));
        if (value < min || value > max) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    private static boolean bool0(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Duration duration0(String text) {
        Matcher matcher = DURATION.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us", "micro", "micros", "microsecond", "microseconds" ->
                Duration.ofNanos(Math.multiplyExact(amount, 1_000L));
            case "ms", "milli", "millis", "millisecond", "milliseconds" -> Duration.ofMillis(amount);
            case "s", "sec", "secs", "second", "seconds" -> Duration.ofSeconds(amount);
            case "m", "min", "mins", "minute", "minutes" -> Duration.ofMinutes(amount);
            case "h", "hour", "hours" -> Duration.ofHours(amount);
            case "d", "day", "days" -> Duration.ofDays(amount);
            default -> throw new IllegalArgumentException(text);
        };
    }
}
