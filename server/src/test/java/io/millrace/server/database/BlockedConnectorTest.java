package io.millrace.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.clock.SystemClock;
import io.millrace.server.avatica.AvaticaEndpoint;
import io.millrace.server.catalog.Connectors;
import io.millrace.server.session.Database;
import io.millrace.server.session.DatabaseLocation;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.Connector;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One worker thread, and an outside system that does not answer: everything else goes on, and nothing is lost. */
@Timeout(60)
class BlockedConnectorTest {
    @TempDir
    private Path directory;

    private Valves valves;
    private Database database;
    private AvaticaEndpoint endpoint;
    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        valves = new Valves();
        start();
    }

    private void start() throws SQLException {
        List<Connector> all = new ArrayList<>(Connectors.onClassPath().all());
        all.addAll(valves.connectors());
        database = new EngineOpener(new Connectors(all), new SystemClock())
                .open(
                        new DatabaseLocation.Directory(directory),
                        Map.of(
                                "epoch.interval",
                                "5 ms",
                                "checkpoint.interval",
                                "50 ms",
                                "checkpoint.timeout",
                                "1 s",
                                "workers",
                                "1"));
        endpoint = new AvaticaEndpoint(database, new SystemClock());
        endpoint.start("127.0.0.1", 0);
        connection = DriverManager.getConnection("jdbc:millrace://127.0.0.1:" + endpoint.port() + "/");
        statement = connection.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        stop();
    }

    private void stop() throws SQLException {
        connection.close();
        endpoint.stop();
        database.close();
    }

    private void execute(String... statements) throws SQLException {
        for (String sql : statements) {
            statement.execute(sql);
        }
    }

    private List<String> read(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private void awaitRow(String sql, String row) throws SQLException {
        while (!read(sql).equals(List.of(row))) {
            Thread.onSpinWait();
        }
    }

    /** A table with a view, written and read. */
    private void useOtherTables(int times) throws SQLException {
        execute(
                "CREATE TABLE IF NOT EXISTS other (id BIGINT)",
                "CREATE MATERIALIZED VIEW IF NOT EXISTS others AS SELECT COUNT(*) AS n FROM other");
        int before = Integer.parseInt(read("SELECT n FROM others").get(0));
        for (int i = 1; i <= times; i++) {
            execute("INSERT INTO other VALUES (" + i + ")");
            assertThat(read("SELECT n FROM others")).containsExactly(Integer.toString(before + i));
        }
    }

    @Test
    void sinkThatBlocksHoldsUpItsOwnPipelineOnly() throws Exception {
        execute(
                "CREATE TABLE t (id BIGINT)",
                "CREATE TABLE out_of_here (id BIGINT) WITH ('connector' = 'valve')",
                "CREATE PIPELINE p AS INSERT INTO out_of_here SELECT STREAM id FROM t",
                "INSERT INTO t VALUES (1), (2)");
        valves.arrived.await();
        execute("INSERT INTO t VALUES (3)");
        useOtherTables(20);
        assertThat(valves.committed()).isEmpty();
        valves.open();
        await(() -> valves.committed().size() >= 3);
        execute("INSERT INTO t VALUES (4)");
        await(() -> valves.committed().size() >= 4);
        assertThat(valves.committed()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    @Test
    void fullQueueHoldsBackTheSourceAndLosesNothing() throws Exception {
        execute(
                "CREATE TABLE f (id BIGINT) WITH ('connector' = 'fountain')",
                "CREATE TABLE out_of_here (id BIGINT) WITH ('connector' = 'valve')",
                "CREATE PIPELINE p WITH ('parallelism' = '1') AS INSERT INTO out_of_here SELECT STREAM id FROM f");
        valves.arrived.await();
        useOtherTables(50); // time for many epochs
        assertThat(valves.poured.get()).isLessThanOrEqualTo(40L * RowBatch.ROWS_TARGET);
        valves.open();
        await(() -> valves.committed().size() > 100 * RowBatch.ROWS_TARGET);
        execute("DROP PIPELINE p");
        List<Long> committed = valves.committed();
        assertThat(committed.stream().sorted().toList())
                .isEqualTo(LongStream.range(0, committed.size()).boxed().toList());
    }

    @Test
    void pipelineIsDroppedWhileItsSinkBlocks() throws Exception {
        execute(
                "CREATE TABLE t (id BIGINT)",
                "CREATE TABLE out_of_here (id BIGINT) WITH ('connector' = 'valve')",
                "CREATE PIPELINE p WITH ('parallelism' = '1') AS INSERT INTO out_of_here SELECT STREAM id FROM t",
                "INSERT INTO t VALUES (1)");
        valves.arrived.await();
        execute("DROP PIPELINE p", "DROP TABLE out_of_here", "DROP TABLE t");
        useOtherTables(3);
        await(() -> valves.writersOpen() == 0);
        assertThat(valves.committed()).isEmpty();
    }

    @Test
    void sinkThatFailsFailsItsPipelineOnlyAndSaysWhy() throws Exception {
        execute(
                "CREATE TABLE t (id BIGINT)",
                "CREATE TABLE out_of_here (id BIGINT) WITH ('connector' = 'valve')",
                "CREATE PIPELINE p WITH ('restart.attempts' = '2', 'restart.delay' = '1 ms')"
                        + " AS INSERT INTO out_of_here SELECT STREAM id FROM t",
                "INSERT INTO t VALUES (1)");
        valves.arrived.await();
        valves.breakApart();
        awaitRow(
                "SELECT error FROM sys.queries WHERE name = 'public.p' AND state = 'FAILED'",
                "the valve is broken; given up after 2 restarts");
        useOtherTables(3);
    }

    @Test
    void pipelineGoesOnByItselfWhenItsSinkIsMendedAndWritesEachRowOnce() throws Exception {
        execute(
                "CREATE TABLE t (id BIGINT)",
                "CREATE TABLE out_of_here (id BIGINT) WITH ('connector' = 'valve')",
                "CREATE PIPELINE p WITH ('restart.attempts' = '1000', 'restart.delay' = '20 ms')"
                        + " AS INSERT INTO out_of_here SELECT STREAM id FROM t");
        valves.open();
        execute("INSERT INTO t VALUES (1), (2)");
        await(() -> valves.committed().size() >= 2);
        valves.breakApart();
        execute("INSERT INTO t VALUES (3)");
        awaitRow(
                "SELECT error FROM sys.queries WHERE name = 'public.p' AND state = 'RESTARTING' AND next_restart > started",
                "the valve is broken");
        execute("INSERT INTO t VALUES (4)");
        useOtherTables(3);
        valves.mend();
        await(() -> valves.committed().size() >= 4);
        execute("CHECKPOINT", "INSERT INTO t VALUES (5)");
        await(() -> valves.committed().size() >= 5);
        assertThat(valves.committed()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        awaitRow("SELECT state || ' ' || restarts FROM sys.queries WHERE name = 'public.p'", "RUNNING 0");
    }

    @Test
    void pipelineThatWasGivenUpIsRestartedByHandAndWritesEachRowOnce() throws Exception {
        execute(
                "CREATE TABLE t (id BIGINT)",
                "CREATE TABLE out_of_here (id BIGINT) WITH ('connector' = 'valve')",
                "CREATE PIPELINE p WITH ('restart.attempts' = '0') AS INSERT INTO out_of_here SELECT STREAM id FROM t");
        valves.open();
        execute("INSERT INTO t VALUES (1), (2)");
        await(() -> valves.committed().size() >= 2);
        valves.breakApart();
        execute("INSERT INTO t VALUES (3)");
        awaitRow("SELECT state FROM sys.queries WHERE name = 'public.p'", "FAILED");
        execute("ALTER QUERY p RESTART", "INSERT INTO t VALUES (33)");
        awaitRow("SELECT state FROM sys.queries WHERE name = 'public.p'", "FAILED");
        // More checkpoints than are kept.
        for (int row = 40; row < 45; row++) {
            execute("INSERT INTO t VALUES (" + row + ")", "CHECKPOINT");
        }
        awaitRow("SELECT state FROM sys.queries WHERE name = 'public.p'", "FAILED");
        valves.mend();
        execute("ALTER QUERY p RESTART", "INSERT INTO t VALUES (5)");
        await(() -> valves.committed().contains(5L));
        execute("CHECKPOINT");
        assertThat(valves.committed()).containsExactlyInAnyOrder(1L, 2L, 3L, 33L, 40L, 41L, 42L, 43L, 44L, 5L);
        awaitRow("SELECT state || ' ' || restarts FROM sys.queries WHERE name = 'public.p'", "RUNNING 0");
    }

    @Test
    void pipelineIsRestartedByHandBeforeItsTime() throws Exception {
        execute(
                "CREATE TABLE t (id BIGINT)",
                "CREATE TABLE out_of_here (id BIGINT) WITH ('connector' = 'valve')",
                "CREATE PIPELINE p WITH ('restart.delay' = '1 h') AS INSERT INTO out_of_here SELECT STREAM id FROM t");
        valves.open();
        execute("INSERT INTO t VALUES (1)");
        await(() -> valves.committed().size() >= 1);
        valves.breakApart();
        execute("INSERT INTO t VALUES (2)");
        awaitRow("SELECT state FROM sys.queries WHERE name = 'public.p'", "RESTARTING");
        valves.mend();
        execute("ALTER QUERY p RESTART", "INSERT INTO t VALUES (3)");
        await(() -> valves.committed().size() >= 3);
        assertThat(valves.committed()).containsExactlyInAnyOrder(1L, 2L, 3L);
        execute("ALTER QUERY p RESTART", "INSERT INTO t VALUES (4)", "ALTER QUERY p RESTART");
        await(() -> valves.committed().size() >= 4);
        assertThat(valves.committed()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    @Test
    void whatHasFailedIsNotRestartedInAnotherProcess() throws Exception {
        execute(
                "CREATE TABLE t (id BIGINT)",
                "CREATE TABLE out_of_here (id BIGINT) WITH ('connector' = 'valve')",
                "CREATE PIPELINE p WITH ('restart.attempts' = '0') AS INSERT INTO out_of_here SELECT STREAM id FROM t");
        valves.breakApart();
        execute("INSERT INTO t VALUES (1)");
        awaitRow("SELECT state FROM sys.queries WHERE name = 'public.p'", "FAILED");
        execute("CHECKPOINT");
        stop();
        start();
        assertThatThrownBy(() -> execute("ALTER QUERY p RESTART"))
                .hasMessageContaining("it is kept in the process in which it failed")
                .matches(e -> ((SQLException) e).getSQLState().equals("55000"));
    }

    @Test
    void readerThatBlocksHoldsUpNothingAndGoesOnWhereItWas() throws Exception {
        execute(
                "CREATE TABLE w (id BIGINT) WITH ('connector' = 'well')",
                "CREATE MATERIALIZED VIEW sums AS SELECT COUNT(*) || ' ' || SUM(id) AS s FROM w");
        useOtherTables(10);
        valves.rain(1, 2, 3);
        awaitRow("SELECT s FROM sums", "3 6");
        useOtherTables(3);
        valves.rain(4);
        awaitRow("SELECT s FROM sums", "4 10");
        stop();
        valves.rain(5, 6);
        start();
        awaitRow("SELECT s FROM sums", "6 21");
    }

    @Test
    void checkpointThatASinkHoldsUpIsGivenUpAndTheOtherSinksGetTheirRowsWithTheNext() throws Exception {
        execute(
                "CREATE TABLE t (id BIGINT)",
                "CREATE TABLE out_of_here (id BIGINT) WITH ('connector' = 'valve')",
                "CREATE TABLE files (id BIGINT) WITH ('connector' = 'filesystem', 'format' = 'json', 'path' = '"
                        + directory.resolve("files") + "')",
                "CREATE TABLE numbers (id BIGINT) WITH ('connector' = 'well')",
                "CREATE PIPELINE free AS INSERT INTO files SELECT STREAM id FROM numbers",
                "CREATE PIPELINE stuck AS INSERT INTO out_of_here SELECT STREAM id FROM t",
                "INSERT INTO t VALUES (1)");
        valves.arrived.await();
        valves.rain(1, 2, 3);
        assertThatThrownBy(() -> execute("CHECKPOINT"))
                .hasMessageContaining("given up after")
                .hasMessageContaining("query public.stuck has not come to it")
                .matches(e -> ((SQLException) e).getSQLState().equals("55000"));
        execute("DROP PIPELINE stuck");
        valves.rain(4);
        while (!read("SELECT COALESCE(COUNT(*) || ' ' || SUM(id), '') FROM files")
                .equals(List.of("4 10"))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void databaseClosesThoughASinkBlocksAndGoesOnLater() throws Exception {
        execute(
                "CREATE TABLE w (id BIGINT) WITH ('connector' = 'well')",
                "CREATE TABLE out_of_here (id BIGINT) WITH ('connector' = 'valve')",
                "CREATE PIPELINE p AS INSERT INTO out_of_here SELECT STREAM id FROM w");
        valves.rain(1, 2, 3);
        valves.arrived.await();
        stop();
        valves.open();
        start();
        await(() -> valves.committed().size() >= 3);
        assertThat(valves.committed()).containsExactlyInAnyOrder(1L, 2L, 3L);
    }
}
