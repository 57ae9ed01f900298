package io.millrace.campaign.garbage;

import io.millrace.campaign.choice.Choices;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes them: valid statements with words changed, things nested or repeated too often, and noise. */
final class Garbage {
    static final List<String> STATEMENTS = statements();

    /** Long ones are rare, as each takes as long as hundreds of others. */
    private static final List<Integer> LENGTHS = List.of(
            10, 20, 30, 50, 70, 100, 100, 150, 200, 250, 300, 400, 500, 700, 1_000, 1_000, 2_000, 5_000, 20_000);

    private static final Pattern WORD =
            Pattern.compile("\\s+|\\w+|'(?:[^']|'')*'|\"[^\"]*\"|<>|<=|>=|\\|\\||::|.", Pattern.DOTALL);
    private static final List<String> WORDS = STATEMENTS.stream()
            .flatMap(statement -> words(statement).stream())
            .filter(word -> !word.isBlank())
            .distinct()
            .toList();
    private static final List<String> ODDITIES = List.of(
            "(",
            ")",
            ",",
            ".",
            ";",
            "'",
            "\"",
            "--",
            "/*",
            "*/",
            "?",
            "$1",
            "::",
            "*",
            "-",
            "0",
            "NULL",
            "''",
            "99999999999999999999999999999999999999999",
            "1e400",
            "-1",
            "0.0000000000000000000000000000000000000001",
            "DATE '2024-13-01'",
            "TIMESTAMP '9999999-01-01 00:00:00'",
            "INTERVAL '1' PARSEC",
            "U&'\\d800'",
            "X'0'",
            "e'\\u0000'",
            "\u0000",
            "😀",
            "\uD800",
            "\u202E",
            "ROW(1, 2)",
            "ARRAY[1]",
            "MAP['a', 1]",
            "DEFAULT",
            "LATERAL",
            "UNNEST(ARRAY[1])",
            "OVER ()",
            "QUALIFY",
            "MATCH_RECOGNIZE",
            "FOR SYSTEM_TIME AS OF",
            "GROUPING SETS (())",
            "TABLE(TUMBLE(TABLE e, DESCRIPTOR(ts), INTERVAL '1' HOUR))",
            "WITHIN GROUP (ORDER BY 1)",
            "IGNORE NULLS",
            "FILTER (WHERE TRUE)",
            "{fn now()}",
            "{d '2024-01-01'}",
            "[1]",
            "CAST(NULL AS VARCHAR(0))",
            "DECIMAL(99, 99)",
            "CURRENT_DATE",
            "excluded",
            "PERIOD",
            "MULTISET[1]",
            "CURSOR",
            "TABLESAMPLE BERNOULLI(10)",
            "STREAM");

    private Garbage() {}

    private static List<String> statements() {
        try (InputStream in = Garbage.class.getResourceAsStream("statements.sql")) {
            if (in == null) {
                throw new IllegalStateException("statements.sql is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(text.strip().split(";\\s*\\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String generate(Choices choices) {
        int pick = choices.below(100);
        if (pick < 70) {
            return changedWords(choices);
        } else if (pick < 80) {
            return changedCharacters(choices);
        } else if (pick < 88) {
            return nested(choices);
        } else if (pick < 95) {
            return longList(choices);
        }
        return noise(choices);
    }

    private static List<String> words(String statement) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(statement);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    private static String changedWords(Choices choices) {
        List<String> words = words(choices.pick(STATEMENTS));
        choices.list(1, 6, 50, () -> changeWord(words, choices));
        return String.join("", words);
    }

    private static boolean changeWord(List<String> words, Choices choices) {
        if (words.isEmpty()) {
            return words.add(choices.pick(WORDS));
        }
        int place = choices.below(words.size());
        switch (choices.below(6)) {
            case 0 -> words.remove(place);
            case 1 -> words.set(place, choices.pick(WORDS));
            case 2 -> words.add(place, " " + choices.pick(ODDITIES) + " ");
            case 3 -> words.set(place, " " + choices.pick(ODDITIES) + " ");
            case 4 -> words.add(place, " " + choices.pick(WORDS) + " ");
            default -> {
                // A piece of another statement, or of this one again.
                List<String> other = words(choices.pick(STATEMENTS));
                int start = choices.below(other.size());
                int end = Math.min(other.size(), start + 1 + choices.below(12));
                words.add(place, " " + String.join("", other.subList(start, end)) + " ");
            }
        }
        return true;
    }

    private static String changedCharacters(Choices choices) {
        StringBuilder text = new StringBuilder(choices.pick(STATEMENTS));
        choices.list(1, 8, 60, () -> {
            int place = choices.below(Math.max(1, text.length()));
            char c = (char) (choices.chance(80) ? 32 + choices.below(96) : choices.below(0x10000));
            return switch (text.length() == 0 ? 1 : choices.below(4)) {
                case 0 -> text.deleteCharAt(place);
                case 1 -> text.insert(place, c);
                case 2 -> text.replace(place, place + 1, String.valueOf(c));
                default -> text.delete(place, text.length());
            };
        });
        return text.toString();
    }

    private static String nested(Choices choices) {
        int depth = choices.pick(List.of(5, 20, 60, 150, 199, 250, 1_000, 20_000));
        List<String> shape = choices.pick(List.of(
                List.of("(", "1", ")"),
                List.of("NOT (", "TRUE", ")"),
                List.of("CASE WHEN a = 1 THEN ", "1", " ELSE 0 END"),
                List.of("abs(", "a", ")"),
                List.of("upper(", "b", ") || 'x'"),
                List.of("- ", "1", ""),
                List.of("(SELECT max(a) FROM t WHERE a = ", "1", ")"),
                List.of("a + ", "1", ""),
                List.of("a = 1 AND ", "TRUE", ""),
                List.of("CAST(", "a", " AS BIGINT)"),
                List.of("ROW(", "1", ")"),
                List.of("(a, ", "1", ")"),
                List.of("COALESCE(a, ", "1", ")"),
                List.of("a IN (SELECT a FROM t WHERE ", "TRUE", ")"),
                List.of("EXISTS (SELECT 1 FROM t WHERE ", "TRUE", ")")));
        String expression =
                shape.get(0).repeat(depth) + shape.get(1) + shape.get(2).repeat(depth);
        String cut = choices.chance(10) ? expression.substring(0, choices.below(expression.length())) : expression;
        int from = choices.pick(List.of(1, 5, 30, 300));
        return switch (choices.below(4)) {
            case 0 -> "SELECT " + cut + " FROM t";
            case 1 -> "SELECT a FROM t WHERE " + cut;
            case 2 -> "SELECT * FROM " + "(SELECT * FROM ".repeat(from) + "t" + ") AS x".repeat(from);
            default -> "CREATE MATERIALIZED VIEW v9 AS SELECT " + cut + " AS c FROM t";
        };
    }

    private static String longList(Choices choices) {
        int length = LENGTHS.get(choices.below(LENGTHS.size()));
        String item = choices.pick(List.of("1", "'x'", "NULL", "a", "1.5", "a + 1", "t.a", "DATE '2024-01-01'"));
        String list = (item + ", ").repeat(length) + item;
        return switch (choices.below(8)) {
            case 0 -> "SELECT a FROM t WHERE a IN (" + list + ")";
            case 1 -> "SELECT " + list + " FROM t";
            case 2 -> "SELECT a FROM t ORDER BY " + list;
            case 3 -> "SELECT count(*) FROM t GROUP BY " + list;
            case 4 -> "SELECT " + "9".repeat(length);
            case 5 -> "SELECT '" + "x".repeat(length * 10) + "' || b FROM t";
            case 6 -> "INSERT INTO t (a) VALUES (" + list.replace(", ", "), (") + ")";
            default -> "SELECT coalesce(" + list + "), " + "\"" + "n".repeat(length) + "\" FROM t";
        };
    }

    private static String noise(Choices choices) {
        StringBuilder text = new StringBuilder();
        choices.list(
                0,
                40,
                90,
                () -> text.append(
                        choices.chance(60)
                                ? choices.pick(WORDS) + " "
                                : choices.chance(50) ? choices.pick(ODDITIES) : "" + (char) choices.below(0x10000)));
        return text.toString();
    }
}
