package io.millrace.bench.nexmark;

import io.millrace.connector.nexmark.EventKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One of the Nexmark queries, over tables {@code person}, {@code auction} and {@code bid}; q13 reads {@link SideInput} too, and
 * the windows of q12 are those of the clock.
 *
 * @param sql the finite query, without comments
 */
public record NexmarkQuery(String name, String sql) {
    public static final List<String> NAMES = List.of(
            "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q10", "q11", "q12", "q13", "q14", "q15", "q16",
            "q17", "q18", "q19", "q20", "q21", "q22");

    /** What stands before a table that is read: maybe one other table, with or without an alias. */
    private static final String READS = "(?i)\\b(?:FROM|JOIN|TABLE)\\s+(?:\\w+(?:\\s+AS)?(?:\\s+\\w+)?\\s*,\\s*)?";

    public static List<NexmarkQuery> all() {
        return NAMES.stream().map(NexmarkQuery::read).toList();
    }

    public static Optional<NexmarkQuery> named(String name) {
        return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
    }

    private static NexmarkQuery read(String name) {
        return new NexmarkQuery(
                name,
                text(name + ".sql")
                        .orElseThrow(() -> new IllegalStateException("the text of " + name + " is missing")));
    }

    private static Optional<String> text(String resource) {
        try (InputStream in = NexmarkQuery.class.getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(text.replaceAll("(?m)^--.*\n", "").strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The finite query in DuckDB's dialect, rows that ours leaves in any order in that of their other columns. */
    public String duckDbSql() {
        return text("duckdb/" + name + ".sql").orElse(sql);
    }

    /** The continuous query: {@code SELECT STREAM …}. */
    public String streamSql() {
        return sql.replaceFirst("(?i)^SELECT\\b", "SELECT STREAM");
    }

    /** Whether it reads {@link SideInput}. */
    public boolean readsSideInput() {
        return sql.contains("side_input");
    }

    /** The tables of events it reads. */
    public List<EventKind> reads() {
        return Arrays.stream(EventKind.values())
                .filter(kind -> Pattern.compile(READS + kind.table() + "\\b")
                        .matcher(sql)
                        .find())
                .toList();
    }
}
