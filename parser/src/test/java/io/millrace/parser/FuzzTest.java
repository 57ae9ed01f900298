package io.millrace.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statements with pieces lost, doubled, swapped and mixed: they parse or are refused, and never anything else. */
class FuzzTest {
    private static final int STATEMENTS = 10_000;
    private static final Pattern PIECES = Pattern.compile("\\w+|'[^']*'|\\s+|.", Pattern.DOTALL);
    private static final String CHARS = "'\"`;,.()[]{}<>=!|&^%$#@?:\\/*-+ \n\t\0\u0007\u00e9\u20ac\ud83d\ude00aZ09_e";

    private final Random random = new Random(Long.getLong("millrace.seed", 1));

    @Test
    @Timeout(300)
    void parsesOrRefusesWhateverItIsGiven() throws IOException {
        List<List<String>> corpus = corpus();
        int parsed = 0;
        for (int i = 0; i < STATEMENTS; i++) {
            String sql = mutated(corpus);
            try {
                MillraceDialect.toSql(MillraceParser.parse(sql));
                parsed++;
            } catch (MillraceException e) {
                assertThat(e.sqlState()).as(sql).isNotEqualTo(SqlState.INTERNAL_ERROR);
                assertThat(e.getMessage())
                        .as(sql)
                        .doesNotContain("java.", "org.apache", "Exception")
                        .doesNotEndWith(": null");
            } catch (Throwable e) {
                throw new AssertionError("statement " + i + " fails with " + e + ": " + sql, e);
            }
        }
        // Neither are all of them rubbish nor is everything accepted.
        assertThat(parsed).isBetween(STATEMENTS / 50, STATEMENTS * 9 / 10);
    }

    private String mutated(List<List<String>> corpus) {
        List<String> pieces = new ArrayList<>(pick(corpus));
        int changes = 1 + random.nextInt(4);
        for (int c = 0; c < changes && !pieces.isEmpty(); c++) {
            int at = random.nextInt(pieces.size());
            switch (random.nextInt(7)) {
                case 0 -> pieces.remove(at);
                case 1 -> pieces.add(at, pieces.get(random.nextInt(pieces.size())));
                case 2 -> pieces.set(at, pieces.get(random.nextInt(pieces.size())));
                case 3 -> pieces.add(at, " " + pick(pick(corpus)) + " ");
                case 4 -> pieces.add(at, String.valueOf(CHARS.charAt(random.nextInt(CHARS.length()))));
                case 5 -> pieces.subList(at, pieces.size()).clear();
                default -> pieces.addAll(at, pick(corpus));
            }
        }
        return String.join("", pieces);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static List<List<String>> corpus() throws IOException {
        List<List<String>> corpus = new ArrayList<>();
        for (String name : List.of("queries", "ddl", "dml", "session", "errors")) {
            String script = Files.readString(Path.of("src/test/resources/golden", name + ".sql"));
            for (StatementText statement : MillraceParser.splitScript(script)) {
                List<String> pieces = new ArrayList<>();
                Matcher matcher = PIECES.matcher(statement.text());
                while (matcher.find()) {
                    pieces.add(matcher.group());
                }
                corpus.add(pieces);
            }
        }
        return corpus;
    }
}
