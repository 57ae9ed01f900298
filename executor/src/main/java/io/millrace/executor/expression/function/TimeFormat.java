package io.millrace.executor.expression.function;

import io.millrace.spi.error.MillraceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * PostgreSQL's patterns of dates and times: {@code YYYY-MM-DD HH24:MI:SS.US} and the like, with FM, TH left out. Keeps the
 * last pattern.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class TimeFormat {
    /** Longer ones first, as the first that fits is taken. */
    private static final List<String> WORDS = List.of(
            "YYYY", "IYYY", "YYY", "YY", "Y", "MONTH", "Month", "month", "MON", "Mon", "mon", "MM", "MI", "MS", "DDD",
            "DD", "DAY", "Day", "day", "DY", "Dy", "dy", "D", "ID", "HH24", "HH12", "HH", "SSSS", "SS", "US", "AM",
            "PM", "A.M.", "P.M.", "am", "pm", "a.m.", "p.m.", "Q", "WW", "W", "IW", "CC", "J", "TZH", "TZM", "TZ", "OF",
            "FF1", "FF2", "FF3", "FF4", "FF5", "FF6");

    /** Words that say the same all day. */
    private static final Set<String> DAY_WORDS = Set.of(
            "YYYY", "IYYY", "YYY", "YY", "Y", "MONTH", "MON", "MM", "DDD", "DD", "DAY", "DY", "D", "ID", "Q", "WW", "W",
            "IW", "CC", "J", "TZH", "TZM", "TZ", "OF");
    /** Words that tell apart what lies in one second. */
    private static final Set<String> FRACTION_WORDS = Set.of("MS", "US", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6");

    private byte[] lastPattern = {};
    private List<Part> parts = List.of();
    /** The span of time that the pattern gives the same text: a day, a second, a microsecond. */
    private long unitMicros = 1;

    private byte[] lastText = {};
    private long lastUnit;
    private boolean lastZoned;
    private boolean lastKnown;

    /** A word of a pattern, or text as it is. */
    private record Part(String word, boolean literal, boolean filled) {
        long unitMicros() {
            String upper = word.toUpperCase(Locale.ROOT);
            return literal || DAY_WORDS.contains(upper) ? Times.DAY : FRACTION_WORDS.contains(upper) ? 1 : Times.SECOND;
        }
    }

    public void format(long micros, Slice pattern, Slice out) {
        set(micros, pattern, false, out);
    }

    /** As {@link #format}, with the zone UTC. */
    public void formatInstant(long micros, Slice pattern, Slice out) {
        set(micros, pattern, true, out);
    }

    public void formatTime(long micros, Slice pattern, Slice out) {
        set(micros, pattern, false, out);
    }

    /** Neighbouring rows are often of the same day or second. */
    private void set(long micros, Slice pattern, boolean zoned, Slice out) {
        use(pattern);
        long unit = unitMicros == 1 ? micros : Math.floorDiv(micros, unitMicros);
        if (!lastKnown || unit != lastUnit || zoned != lastZoned) {
            lastText = text(micros, zoned).getBytes(StandardCharsets.UTF_8);
            lastUnit = unit;
            lastZoned = zoned;
            lastKnown = true;
        }
        out.set(lastText);
    }

    private String text(long micros, boolean zoned) {
        StringBuilder text = new StringBuilder();
        TimeFields fields = new TimeFields(micros, zoned);
        for (Part part : parts) {
            text.append(part.literal() ? part.word() : fields.text(part.word(), part.filled()));
        }
        return text.toString();
    }

    public int parseDate(Slice text, Slice pattern) {
        return Times.dateOfMicros(parse(text, pattern, "DATE"));
    }

    public long parseTimestamp(Slice text, Slice pattern) {
        return parse(text, pattern, "TIMESTAMP");
    }

    private long parse(Slice text, Slice pattern, String type) {
        use(pattern);
        TimeInput input = new TimeInput(text.toString(), type);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean adjacent = i + 1 < parts.size() && !parts.get(i + 1).literal();
            if (part.literal()) {
                input.skip(part.word());
            } else {
                input.read(part.word(), adjacent);
            }
        }
        return input.micros();
    }

    private void use(Slice pattern) {
        if (parts.isEmpty() || !Slices.equal(pattern, Slice.of(lastPattern))) {
            parts = parts(pattern.toString());
            lastPattern = pattern.toBytes();
            unitMicros = parts.stream().mapToLong(Part::unitMicros).min().orElse(Times.DAY);
            lastKnown = false;
        }
    }

    private static List<Part> parts(String pattern) {
        List<Part> parts = new ArrayList<>();
        boolean filled = true;
        for (int i = 0; i < pattern.length(); ) {
            if (pattern.charAt(i) == '"') {
                int end = pattern.indexOf('"', i + 1);
                end = end < 0 ? pattern.length() : end;
                parts.add(new Part(pattern.substring(i + 1, end), true, true));
                i = end + 1;
            } else if (pattern.regionMatches(true, i, "FM", 0, 2)) {
                filled = false;
                i += 2;
            } else {
                String word = wordAt(pattern, i);
                boolean literal = word.isEmpty();
                if (literal && Character.isLetter(pattern.charAt(i))) {
                    throw MillraceException.notSupported(
                            "the pattern " + DataErrors.quoted(pattern.substring(i)) + " in a time format");
                }
                parts.add(new Part(literal ? pattern.substring(i, i + 1) : word, literal, filled));
                filled = true;
                i += literal ? 1 : word.length();
            }
        }
        return parts;
    }

    private static String wordAt(String pattern, int at) {
        for (String word : WORDS) {
            if (pattern.startsWith(word, at)) {
                return word;
            }
        }
        // Numbers may be written in any case.
        for (String word : WORDS) {
            if (word.equals(word.toUpperCase(Locale.ROOT)) && pattern.regionMatches(true, at, word, 0, word.length())) {
                return word;
            }
        }
        return "";
    }
}
