package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query whose state is ten times what its memory takes. */
final class StateBeyondMemoryTest {
    private static final long MEGABYTE = 1 << 20;
    private static final int MEMORY_MEGABYTES = 16;
    private static final long KEYS = 84_017;
    /** How often each key comes, long after it was last seen. */
    private static final long ROUNDS = 3;
    /** Of one key, as text. */
    private static final int KEY_BYTES = 2_000;
    /** Neighbouring ids have keys far apart; it has no factor in common with the number of keys. */
    private static final long STEP = 7_919;

    @TempDir
    private Path directory;

    @Test
    void answersRightFromTenTimesTheStateThatFitsMemory() throws Exception {
        Properties settings = new Properties();
        settings.setProperty("state.memory", MEMORY_MEGABYTES + " MB");
        settings.setProperty("checkpoint.interval", "2s");
        long rows = KEYS * ROUNDS;
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:file:" + directory, settings);
                Statement statement = connection.createStatement()) {
            statement.execute("SET parallelism = 2");
            statement.execute("CREATE TABLE ids (id BIGINT NOT NULL) WITH ('connector' = 'datagen', 'rows' = '" + rows
                    + "', 'rows-per-second' = '0', 'fields.id.kind' = 'sequence')");
            statement.execute("CREATE MATERIALIZED VIEW summary AS"
                    + " SELECT COUNT(*) AS keys, SUM(n) AS row_count, MIN(n) AS n_min, MAX(n) AS n_max, SUM(total) AS total,"
                    + " SUM(CASE WHEN total = " + ROUNDS + " * smallest + " + KEYS * ROUNDS * (ROUNDS - 1) / 2
                    + " THEN 0 ELSE 1 END) AS wrong"
                    + " FROM (SELECT k, COUNT(*) AS n, SUM(id) AS total, MIN(id) AS smallest"
                    + " FROM (SELECT id, lpad(CAST(MOD(id * " + STEP + ", " + KEYS + ") AS VARCHAR), " + KEY_BYTES
                    + ", 'k') AS k FROM ids) AS keyed GROUP BY k) AS groups");
            long stateBytes = awaitEnd(statement);

            assertThat(KEYS * KEY_BYTES).isGreaterThan(10 * MEMORY_MEGABYTES * MEGABYTE);
            // On disk it is compressed.
            assertThat(stateBytes).isGreaterThan(MEMORY_MEGABYTES * MEGABYTE / 4);
            try (ResultSet summary = statement.executeQuery("SELECT * FROM summary")) {
                assertThat(summary.next()).isTrue();
                assertThat(summary.getLong("keys")).isEqualTo(KEYS);
                assertThat(summary.getLong("row_count")).isEqualTo(rows);
                assertThat(summary.getLong("n_min")).isEqualTo(ROUNDS);
                assertThat(summary.getLong("n_max")).isEqualTo(ROUNDS);
                assertThat(summary.getLong("total")).isEqualTo(rows * (rows - 1) / 2);
                assertThat(summary.getLong("wrong")).isZero();
            }
        }
    }

    /** Waits for the end of the input; the most state that was seen. */
    private static long awaitEnd(Statement statement) throws SQLException, InterruptedException {
        long stateBytes = 0;
        String state = "RUNNING";
        while (state.equals("RUNNING")) {
            TimeUnit.MILLISECONDS.sleep(50);
            try (ResultSet rows = statement.executeQuery(
                    "SELECT state, state_bytes, error FROM sys.queries WHERE name = 'public.summary'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(3)).isNull();
                state = rows.getString(1);
                stateBytes = Math.max(stateBytes, rows.getLong(2));
            }
        }
        return stateBytes;
    }
}
