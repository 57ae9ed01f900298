package io.millrace.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
    @TempDir
    private Path directory;

    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:millrace:?epoch.interval=20ms");
        statement = connection.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void tellsHowMuchRoomTheDiskHas() throws SQLException {
        for (boolean low : List.of(true, false)) {
            String url = "jdbc:millrace:" + directory + "?disk.warn-below=" + (low ? "1000000 GB" : "1 MB");
            try (Connection durable = DriverManager.getConnection(url);
                    Statement query = durable.createStatement();
                    ResultSet disk =
                            query.executeQuery("SELECT directory, usable_bytes, low, \"full\" FROM sys.disk")) {
                assertThat(disk.next()).isTrue();
                assertThat(disk.getString(1)).isEqualTo(directory.toString());
                assertThat(disk.getLong(2)).isPositive();
                assertThat(disk.getBoolean(3)).isEqualTo(low);
                assertThat(disk.getBoolean(4)).isFalse();
            }
        }
        try (ResultSet none = statement.executeQuery("SELECT * FROM sys.disk")) {
            assertThat(none.next()).as("a database in memory has no disk").isFalse();
        }
    }

    @Test
    void bindsParametersOfEveryKindOfStatement() throws SQLException {
        statement.execute(
                "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(10), price DECIMAL(8, 2), at TIMESTAMP)");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, 1);
            insert.setString(2, "one");
            insert.setBigDecimal(3, new BigDecimal("1.25"));
            insert.setObject(4, LocalDateTime.of(2024, 1, 2, 3, 4, 5, 678_000_000));
            assertThat(insert.executeUpdate()).isEqualTo(1);
            insert.setLong(1, 2);
            insert.setString(2, null);
            insert.setInt(3, 7);
            insert.setString(4, "2024-02-03 04:05:06");
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        try (PreparedStatement update = connection.prepareStatement("UPDATE t SET price = price + ? WHERE id = ?")) {
            update.setBigDecimal(1, new BigDecimal("0.50"));
            update.setLong(2, 2);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT name, price, at FROM t WHERE id = ?")) {
            select.setLong(1, 2);
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isNull();
                assertThat(rows.getBigDecimal(2)).isEqualTo(new BigDecimal("7.50"));
                assertThat(rows.getObject(3, LocalDateTime.class)).isEqualTo(LocalDateTime.of(2024, 2, 3, 4, 5, 6));
                assertThat(rows.next()).isFalse();
            }
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM t WHERE id < ?")) {
            delete.setLong(1, 10);
            assertThat(delete.executeUpdate()).isEqualTo(2);
        }
    }

    @Test
    void preparesAnewWhenTheCatalogChanged() throws SQLException {
        statement.execute("CREATE TABLE t (a INTEGER)");
        statement.execute("INSERT INTO t VALUES (1)");
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM t")) {
            statement.execute("DROP TABLE t");
            assertThatThrownBy(select::executeQuery)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("\"t\"");
        }
    }

    @Test
    void writesABatchOfParametersWhollyOrNotAtAll() throws SQLException {
        statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
            for (int i = 0; i < 1_000; i++) {
                insert.setInt(1, i);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(1_000).containsOnly(1);
            insert.setInt(1, 5_000);
            insert.addBatch();
            insert.setInt(1, 500);
            insert.addBatch();
            assertThatThrownBy(insert::executeBatch).isInstanceOf(SQLException.class);
        }
        assertThat(number("SELECT COUNT(*) FROM t")).isEqualTo(1_000);
    }

    @Test
    void writesABatchOfStatementsWhollyOrNotAtAll() throws SQLException {
        statement.execute("CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL)");
        statement.execute("CREATE TABLE moves (id INTEGER PRIMARY KEY)");
        statement.execute("INSERT INTO accounts VALUES (1, 100), (2, 0)");
        statement.execute("CREATE MATERIALIZED VIEW total AS SELECT SUM(balance) AS total FROM accounts");
        statement.addBatch("UPDATE accounts SET balance = balance - 30 WHERE id = 1");
        statement.addBatch("UPDATE accounts SET balance = balance + 30 WHERE id = 2");
        statement.addBatch("INSERT INTO moves VALUES (1)");
        assertThat(statement.executeBatch()).containsExactly(1, 1, 1);
        assertThat(number("SELECT total FROM total")).isEqualTo(100);
        assertThat(number("SELECT balance FROM accounts WHERE id = 2")).isEqualTo(30);
        statement.addBatch("UPDATE accounts SET balance = 0 WHERE id = 1");
        statement.addBatch("INSERT INTO moves VALUES (1)");
        assertThatThrownBy(statement::executeBatch).isInstanceOf(BatchUpdateException.class);
        assertThat(number("SELECT balance FROM accounts WHERE id = 1")).isEqualTo(70);
    }

    @Test
    void readsItsOwnWritesThroughViewsOverViews() throws SQLException {
        statement.execute("CREATE TABLE t (k INTEGER, v INTEGER)");
        statement.execute("CREATE MATERIALIZED VIEW sums AS SELECT k, SUM(v) AS s FROM t GROUP BY k");
        statement.execute("CREATE MATERIALIZED VIEW total AS SELECT SUM(s) AS s FROM sums");
        for (int i = 1; i <= 200; i++) {
            statement.execute("INSERT INTO t VALUES (" + i % 7 + ", 1)");
            assertThat(number("SELECT s FROM total")).isEqualTo(i);
        }
    }

    @Test
    void givesChangesWithTheirEpochs() throws SQLException {
        statement.execute("CREATE TABLE t (k VARCHAR, v INTEGER)");
        statement.execute("INSERT INTO t VALUES ('a', 1)");
        statement.execute("SET stream.progress = on");
        try (Statement streaming = connection.createStatement();
                ResultSet rows = streaming.executeQuery("SELECT STREAM k, SUM(v) AS total FROM t GROUP BY k")) {
            List<String> seen = new ArrayList<>();
            read(rows, 1, seen);
            statement.execute("INSERT INTO t VALUES ('a', 2), ('b', 5)");
            read(rows, 3, seen);
            assertThat(seen).containsExactly("a 1 +", "a 1 -", "a 3 +", "b 5 +");
        }
    }

    /** Reads rows up to that many that carry something; the others are ends of epochs, which never go back. */
    private static void read(ResultSet rows, int count, List<String> seen) throws SQLException {
        long epoch = 0;
        int found = 0;
        while (found < count && rows.next()) {
            assertThat(rows.getLong("epoch")).isGreaterThanOrEqualTo(epoch);
            epoch = rows.getLong("epoch");
            if (rows.getString("op") != null) {
                seen.add(rows.getString("k") + " " + rows.getInt("total") + " " + rows.getString("op"));
                found++;
            }
        }
        seen.subList(Math.max(0, seen.size() - count), seen.size())
                .sort((a, b) -> a.endsWith("-") == b.endsWith("-") ? a.compareTo(b) : a.endsWith("-") ? -1 : 1);
    }

    @Test
    void cancelsAStreamFromAnotherThread() throws Exception {
        statement.execute("CREATE TABLE t (a INTEGER)");
        try (Statement streaming = connection.createStatement();
                ResultSet rows = streaming.executeQuery("SELECT STREAM * FROM t")) {
            CountDownLatch reading = new CountDownLatch(1);
            AtomicReference<Exception> ended = new AtomicReference<>();
            Thread reader = new Thread(() -> {
                reading.countDown();
                try {
                    rows.next();
                } catch (SQLException e) {
                    ended.set(e);
                }
            });
            reader.start();
            reading.await();
            streaming.cancel();
            reader.join(5_000);
            assertThat(ended.get()).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                    .isEqualTo("57014"));
        }
        assertThat(number("SELECT COUNT(*) FROM sys.queries WHERE kind = 'SELECT STREAM'"))
                .isZero();
    }

    @Test
    void cancelsAQueryByItsName() throws SQLException {
        statement.execute("CREATE TABLE t (a INTEGER)");
        try (Statement streaming = connection.createStatement();
                ResultSet rows = streaming.executeQuery("SELECT STREAM * FROM t")) {
            String name = text("SELECT name FROM sys.queries WHERE kind = 'SELECT STREAM'");
            statement.execute("CANCEL QUERY \"" + name + "\"");
            assertThatThrownBy(rows::next).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                    .isEqualTo("57014"));
        }
    }

    @Test
    void endsAttachedInsertsWithTheirStatement() throws SQLException {
        statement.execute("CREATE TABLE t (a INTEGER)");
        statement.execute("CREATE TABLE sink (a INTEGER, op VARCHAR) WITH ('connector' = 'print')");
        statement.execute("CREATE TABLE n (n BIGINT) WITH ('connector' = 'datagen')");
        statement.execute("CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'blackhole')");
        Statement attached = connection.createStatement();
        attached.execute("INSERT INTO numbers SELECT STREAM n FROM n");
        assertThat(number("SELECT COUNT(*) FROM sys.queries WHERE kind = 'INSERT'"))
                .isEqualTo(1);
        attached.close();
        assertThat(number("SELECT COUNT(*) FROM sys.queries WHERE kind = 'INSERT'"))
                .isZero();
    }

    @Test
    void insertsIntoAConnectorAndCountsTheRows() throws SQLException {
        statement.execute("CREATE TABLE n (n BIGINT) WITH ('connector' = 'datagen', 'rows' = '1000',"
                + " 'rows-per-second' = '0')");
        statement.execute("CREATE TABLE files (n BIGINT) WITH ('connector' = 'filesystem', 'format' = 'csv', 'path' = '"
                + directory.resolve("out") + "')");
        assertThat(statement.executeUpdate("INSERT INTO files SELECT n FROM n")).isEqualTo(1_000);
        assertThat(number("SELECT COUNT(*) FROM files")).isEqualTo(1_000);
    }

    @Test
    void takesAndRollsBackToSavepointsThroughJdbc() throws SQLException {
        statement.execute("CREATE TABLE t (a INTEGER)");
        statement.execute("INSERT INTO t VALUES (1)");
        Savepoint savepoint = connection.setSavepoint("s");
        statement.execute("INSERT INTO t VALUES (2)");
        connection.rollback(savepoint);
        assertThat(number("SELECT COUNT(*) FROM t")).isEqualTo(1);
        connection.releaseSavepoint(savepoint);
        assertThat(number("SELECT COUNT(*) FROM sys.savepoints")).isZero();
    }

    @Test
    void endsOpenResultsAtARollback() throws SQLException {
        statement.execute("CREATE TABLE t (a INTEGER)");
        Savepoint savepoint = connection.setSavepoint("s");
        try (Statement streaming = connection.createStatement();
                ResultSet rows = streaming.executeQuery("SELECT STREAM * FROM t")) {
            connection.rollback(savepoint);
            assertThatThrownBy(rows::next).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                    .isEqualTo("40001"));
        }
    }

    @Test
    void refusesASecondOwnerOfADirectoryButSharesItInOneProcess() throws SQLException {
        String url = "jdbc:millrace:file:" + directory;
        try (Connection first = DriverManager.getConnection(url);
                Connection second = DriverManager.getConnection(url + "?checkpoint.interval=1s")) {
            first.createStatement().execute("CREATE TABLE t (a INTEGER)");
            try (ResultSet rows = second.createStatement().executeQuery("SELECT COUNT(*) FROM t")) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    @Test
    void refusesUnknownSettingsOfAUrl() {
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:millrace:?paralelism=2"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("parallelism");
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:millrace:?checkpoint.interval=soon"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("checkpoint.interval");
    }

    @Test
    void limitsRowsOfAStream() throws SQLException {
        statement.execute("CREATE TABLE t (a INTEGER)");
        statement.execute("INSERT INTO t VALUES (1), (2), (3)");
        try (Statement limited = connection.createStatement()) {
            limited.setMaxRows(2);
            try (ResultSet rows = limited.executeQuery("SELECT STREAM a FROM t")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void skipsBadRowsAndKeepsThem() throws Exception {
        Path file = directory.resolve("in.csv");
        java.nio.file.Files.writeString(file, "a\n1\nx\n3\n");
        statement.execute("CREATE TABLE f (a INTEGER) WITH ('connector' = 'filesystem', 'format' = 'csv', 'path' = '"
                + file + "')");
        assertThatThrownBy(() -> number("SELECT SUM(a) FROM f"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("in.csv")
                .hasMessageContaining("3");
        statement.execute("CREATE MATERIALIZED VIEW v WITH ('on_error' = 'skip') AS SELECT SUM(a) AS s FROM f");
        long sum = 0;
        while (sum != 4) {
            sum = number("SELECT s FROM v");
        }
        assertThat(text("SELECT content FROM sys.rejected_rows")).contains("x");
    }

    private long number(String sql) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private String text(String sql) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
