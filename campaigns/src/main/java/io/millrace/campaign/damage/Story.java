package io.millrace.campaign.damage;

import io.millrace.campaign.answer.Rows;
import io.millrace.campaign.process.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;

/**
 * What the database lives through before it is damaged: statements one after the other, and what tables and views held
 * after each of them. Some are behind the last checkpoint, so that only the log has them.
 */
final class Story {
    static final String SAVEPOINT = "halfway";

    private static final List<String> RELATIONS =
            List.of("account", "movement", "balance", "joined", "top", "windows", "sessions", "rises");
    private static final int STATEMENTS = 60;
    private static final int CHECKPOINT_EVERY = 8;
    private static final int SAVEPOINT_AFTER = 30;
    /** No checkpoint comes behind it. */
    private static final int LAST_CHECKPOINT_AFTER = 48;

    private static final int ACCOUNTS = 12;
    private static final List<String> OBJECTS = List.of(
            "CREATE TABLE account (id INTEGER PRIMARY KEY, owner VARCHAR NOT NULL)",
            "CREATE TABLE movement (n BIGINT PRIMARY KEY, id INTEGER NOT NULL, amount DECIMAL(12, 2) NOT NULL,"
                    + " ts TIMESTAMP NOT NULL, WATERMARK FOR ts AS ts)",
            "CREATE MATERIALIZED VIEW balance AS SELECT id, SUM(amount) AS total, COUNT(*) AS n FROM movement GROUP BY id",
            "CREATE MATERIALIZED VIEW joined AS SELECT a.id, a.owner, b.total FROM account AS a LEFT JOIN balance AS b"
                    + " ON a.id = b.id",
            "CREATE MATERIALIZED VIEW top AS SELECT id, n, amount FROM (SELECT id, n, amount, ROW_NUMBER() OVER"
                    + " (PARTITION BY id ORDER BY amount DESC, n) AS place FROM movement) WHERE place <= 2",
            "CREATE MATERIALIZED VIEW windows AS SELECT window_end, id, SUM(amount) AS total FROM TABLE(TUMBLE("
                    + "TABLE movement, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, id",
            "CREATE MATERIALIZED VIEW sessions AS SELECT window_start, window_end, id, COUNT(*) AS n FROM TABLE(SESSION("
                    + "TABLE movement PARTITION BY id, DESCRIPTOR(ts), INTERVAL '2' MINUTE))"
                    + " GROUP BY window_start, window_end, id",
            "CREATE MATERIALIZED VIEW rises AS SELECT * FROM movement MATCH_RECOGNIZE (PARTITION BY id ORDER BY ts"
                    + " MEASURES FIRST(up.n) AS first_n, COUNT(*) AS steps AFTER MATCH SKIP PAST LAST ROW"
                    + " PATTERN (start up+) DEFINE up AS up.amount > PREV(up.amount))");

    /** After so many statements, the rows of each relation. */
    private final List<Map<String, Rows>> chapters = new ArrayList<>();

    private final Random random;
    private final List<String> script = new ArrayList<>();
    private int movements;

    Story(long seed) {
        random = new Random(seed);
        script.addAll(OBJECTS);
        for (int id = 0; id < ACCOUNTS; id++) {
            script.add("INSERT INTO account VALUES (" + id + ", 'owner " + id + "')");
        }
        for (int i = 0; i < STATEMENTS; i++) {
            script.add(change(i));
        }
    }

    /** Time goes on with each, so that windows and sessions close, and patterns end. */
    private String change(int number) {
        if (number % 7 == 5) {
            return "UPDATE account SET owner = owner || '+' WHERE id = " + random.nextInt(ACCOUNTS);
        }
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            rows.add("(" + movements++ + ", " + random.nextInt(ACCOUNTS) + ", "
                    + (random.nextInt(20_000) - 5_000) / 100.0 + ", TIMESTAMP '2026-01-01 00:00:00' + INTERVAL '"
                    + (20 * number + i) + "' SECOND)");
        }
        return "INSERT INTO movement VALUES " + String.join(", ", rows);
    }

    static Connection open(Path data) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("checkpoint.interval", "1h");
        return DriverManager.getConnection("jdbc:millrace:file:" + data, properties);
    }

    /** Lives it in an empty directory, and leaves a copy of the files as a power failure at its end would have. */
    void live(Path data, Path image) throws SQLException, IOException {
        try (Connection connection = open(data);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < script.size(); i++) {
                statement.execute(script.get(i));
                int changes = i + 1 - script.size() + STATEMENTS;
                if (changes >= 0) {
                    chapters.add(read(statement));
                    if (changes == SAVEPOINT_AFTER) {
                        statement.execute("SAVEPOINT " + SAVEPOINT);
                    } else if (changes % CHECKPOINT_EVERY == 0 && changes <= LAST_CHECKPOINT_AFTER) {
                        statement.execute("CHECKPOINT");
                    }
                }
            }
            Trees.copy(data, image);
        }
    }

    /** The rows of all relations in one snapshot each. */
    static Map<String, Rows> read(Statement statement) throws SQLException {
        Map<String, Rows> rows = new LinkedHashMap<>();
        for (String relation : RELATIONS) {
            try (ResultSet result = statement.executeQuery("SELECT * FROM " + relation)) {
                rows.put(relation, Rows.read(result));
            }
        }
        return rows;
    }

    int length() {
        return chapters.size() - 1;
    }

    /** After how many changes tables held these rows; −1 if never; the last of several. */
    int chapter(Map<String, Rows> found) {
        for (int chapter = length(); chapter >= 0; chapter--) {
            Map<String, Rows> told = chapters.get(chapter);
            if (isSame(found, told, "account") && isSame(found, told, "movement")) {
                return chapter;
            }
        }
        return -1;
    }

    private static boolean isSame(Map<String, Rows> found, Map<String, Rows> told, String relation) {
        return difference(found, told, relation).isEmpty();
    }

    private static Optional<String> difference(Map<String, Rows> found, Map<String, Rows> told, String relation) {
        Rows mine = found.get(relation);
        Rows theirs = told.get(relation);
        if (mine == null || theirs == null) {
            throw new IllegalArgumentException(relation);
        }
        return mine.difference(theirs);
    }

    /** Relations whose rows are not those of that chapter, and how. */
    List<String> differences(Map<String, Rows> found, int chapter) {
        List<String> differences = new ArrayList<>();
        for (String relation : RELATIONS) {
            difference(found, chapters.get(chapter), relation)
                    .ifPresent(difference -> differences.add(relation + ": " + difference));
        }
        return differences;
    }

    int chapterOfSavepoint() {
        return SAVEPOINT_AFTER;
    }
}
