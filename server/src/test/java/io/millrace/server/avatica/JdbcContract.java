package io.millrace.server.avatica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.millrace.jdbc.MillraceDriver;
import io.millrace.server.avatica.ScriptedDatabase.ScriptedSession;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What JDBC promises, whichever URL stands in front of it. */
@Timeout(60)
abstract class JdbcContract {
    final ExecutorService threads = Executors.newCachedThreadPool();
    final ScriptedDatabase database = new ScriptedDatabase();
    MillraceDriver driver;
    Connection connection;

    /** Opens the door to {@link #database}. */
    abstract MillraceDriver open() throws Exception;

    abstract String url();

    abstract void shut() throws Exception;

    Connection connect(String... settings) throws SQLException {
        Properties properties = new Properties();
        for (int i = 0; i < settings.length; i += 2) {
            properties.setProperty(settings[i], settings[i + 1]);
        }
        return driver.connect(url(), properties);
    }

    @BeforeEach
    void openDoor() throws Exception {
        driver = open();
        connection = connect();
    }

    @AfterEach
    void shutDoor() throws Exception {
        connection.close();
        shut();
        threads.shutdownNow();
    }

    static void assertState(String state, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                .as(e.getMessage())
                .isEqualTo(state));
    }

    ScriptedSession session() {
        return database.sessions.get(0);
    }

    <T> Future<T> async(java.util.concurrent.Callable<T> task) {
        return threads.submit(task);
    }

    // ---- rows

    @Test
    void readsAFiniteResult() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("numbers 2500")) {
            for (long expected = 0; expected < 2500; expected++) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong("N")).isEqualTo(expected);
            }
            assertThat(rows.next()).isFalse();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void returnsFromExecuteQueryBeforeTheFirstRowAndGivesEachRowWhenItIsThere() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("stream")) {
            ScriptedCursor cursor = database.started();
            for (long n = 0; n < 5; n++) {
                cursor.emit(n);
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(n);
            }
            Future<Boolean> next = async(rows::next);
            cursor.complete();
            assertThat(next.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void waitsThroughManyEmptyFrames() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("stream")) {
            ScriptedCursor cursor = database.started();
            Future<Boolean> next = async(rows::next);
            assertThat(cursor.waiting.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS).execute(() -> cursor.emit(7L));
            assertThat(next.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(7);
        }
    }

    @Test
    void asksForFetchSizeRowsAtATime() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(17);
            try (ResultSet rows = statement.executeQuery("numbers 100")) {
                while (rows.next()) {
                    assertThat(rows.getRow()).isLessThanOrEqualTo(100);
                }
            }
        }
        assertThat(database.started().largestRequest()).isEqualTo(17);
    }

    @Test
    void stopsAtMaxRowsAndEndsTheQuery() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(3);
            try (ResultSet rows = statement.executeQuery("stream")) {
                ScriptedCursor cursor = database.started();
                for (long n = 0; n < 10; n++) {
                    cursor.emit(n);
                }
                int count = 0;
                while (rows.next()) {
                    count++;
                }
                assertThat(count).isEqualTo(3);
                assertThat(cursor.closed.await(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void endsAContinuousGridAfterTheGridTimeout() throws Exception {
        try (Connection tool = connect(GridTimeout.NAME, "200 ms");
                Statement statement = tool.createStatement()) {
            statement.setMaxRows(200);
            try (ResultSet rows = statement.executeQuery("stream")) {
                database.started().emit(1L);
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void failsInTheMiddleOfAResultWithTheEnginesError() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("then fail")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isTrue();
            assertThatThrownBy(rows::next)
                    .isInstanceOf(SQLDataException.class)
                    .hasMessage("division by zero")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("22012");
            assertState("22012", rows::next);
        }
    }

    // ---- cancel and close

    @Test
    void cancelMakesAWaitingNextFailWithinASecond() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("stream")) {
            ScriptedCursor cursor = database.started();
            Future<Boolean> next = async(rows::next);
            assertThat(cursor.waiting.await(10, TimeUnit.SECONDS)).isTrue();
            long start = System.nanoTime();
            statement.cancel();
            assertThatThrownBy(() -> next.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertState("57014", rows::next);
        }
    }

    @Test
    void cancelEndsAStatementThatHasNotReturned() throws Exception {
        try (Statement statement = connection.createStatement()) {
            Future<ResultSet> executing = async(() -> statement.executeQuery("block"));
            assertThat(database.blocked.await(10, TimeUnit.SECONDS)).isTrue();
            statement.cancel();
            assertThatThrownBy(() -> executing.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        }
    }

    @Test
    void cancelOfNothingDoesNothing() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.cancel();
            assertThat(statement.executeQuery("numbers 1").next()).isTrue();
        }
    }

    @Test
    void aCancelledStatementCanBeUsedAgain() throws Exception {
        try (PreparedStatement statement = connection.prepareStatement("stream")) {
            ResultSet first = statement.executeQuery();
            database.started();
            statement.cancel();
            assertState("57014", first::next);
            ResultSet second = statement.executeQuery();
            database.started().emit(1L);
            assertThat(second.next()).isTrue();
        }
    }

    @Test
    void closingTheResultSetEndsItsQuery() throws Exception {
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("stream");
            ScriptedCursor cursor = database.started();
            rows.close();
            assertThat(cursor.closed.await(10, TimeUnit.SECONDS)).isTrue();
            assertState("55000", rows::next);
        }
    }

    @Test
    void closingTheResultSetFromAnotherThreadWakesItsReader() throws Exception {
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("stream");
            ScriptedCursor cursor = database.started();
            Future<Boolean> next = async(rows::next);
            assertThat(cursor.waiting.await(10, TimeUnit.SECONDS)).isTrue();
            rows.close();
            assertThatThrownBy(() -> next.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(SQLException.class);
        }
    }

    @Test
    void closingTheStatementEndsItsQuery() throws Exception {
        Statement statement = connection.createStatement();
        statement.executeQuery("stream");
        ScriptedCursor cursor = database.started();
        statement.close();
        statement.close();
        assertThat(cursor.closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(statement.isClosed()).isTrue();
        assertState("55000", () -> statement.executeQuery("numbers 1"));
    }

    @Test
    void closingTheConnectionEndsItsQueriesAndItsSession() throws Exception {
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("stream");
        ScriptedCursor cursor = database.started();
        connection.close();
        connection.close();
        assertThat(cursor.closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(session().closed).isTrue();
        assertThat(statement.isClosed()).isTrue();
        assertState("55000", rows::next);
        assertState("08003", () -> connection.createStatement());
    }

    @Test
    void executingAgainEndsTheQueryBefore() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("stream");
            ScriptedCursor cursor = database.started();
            statement.executeQuery("numbers 1");
            assertThat(cursor.closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void abortEndsTheSession() throws Exception {
        connection.createStatement().executeQuery("stream");
        ScriptedCursor cursor = database.started();
        connection.abort(threads);
        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
        assertThat(cursor.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anAttachedInsertLivesAsLongAsItsStatement() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("attach")).isZero();
            assertThat(database.attached).hasValue(1);
        }
        assertThat(database.attached).hasValue(0);
    }

    @Test
    void twoHundredWaitingReadersDoNotStarveACancel() throws Exception {
        List<Statement> statements = new ArrayList<>();
        List<Future<Boolean>> readers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Statement statement = connection.createStatement();
            statements.add(statement);
            ResultSet rows = statement.executeQuery("stream");
            ScriptedCursor cursor = database.started();
            readers.add(async(rows::next));
            assertThat(cursor.waiting.await(10, TimeUnit.SECONDS)).isTrue();
        }
        long start = System.nanoTime();
        statements.get(199).cancel();
        assertThatThrownBy(() -> readers.get(199).get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(SQLException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    // ---- time limits

    @Test
    void theQueryTimeoutEndsAStatementThatHasNotReturned() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.executeQuery("block"))
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessageContaining("1.0 s");
        }
    }

    @Test
    void theQueryTimeoutEndsAContinuousQuery() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            ResultSet rows = statement.executeQuery("stream");
            ScriptedCursor cursor = database.started();
            assertThatThrownBy(rows::next).isInstanceOf(SQLTimeoutException.class);
            assertThat(cursor.closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    // ---- updates, batches, prepared statements

    @Test
    void tellsUpdateCounts() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("insert one")).isEqualTo(1);
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.execute("create t")).isFalse();
            assertThat(statement.getUpdateCount()).isZero();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(statement.execute("numbers 1")).isTrue();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(statement.getResultSet().next()).isTrue();
            assertThat(statement.executeUpdate("insert one", Statement.RETURN_GENERATED_KEYS))
                    .isEqualTo(1);
            assertThat(statement.getGeneratedKeys().next()).isFalse();
            assertState("07005", () -> statement.executeQuery("insert one"));
            assertState("07005", () -> statement.executeUpdate("numbers 1"));
        }
    }

    @Test
    void runsBatches() throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("insert ?")) {
            statement.addBatch("insert a");
            statement.addBatch("insert b");
            assertThat(statement.executeBatch()).containsExactly(1, 1);
            assertThat(statement.executeBatch()).isEmpty();
            prepared.setLong(1, 1);
            prepared.addBatch();
            prepared.setString(1, "2");
            prepared.addBatch();
            assertThat(prepared.executeLargeBatch()).containsExactly(1, 1);
        }
        assertThat(database.done).containsExactly("insert a", "insert b", "insert ?[1]", "insert ?[2]");
    }

    @Test
    void aFailedBatchReportsThatNothingWasDone() throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement("insert ?")) {
            for (int n : new int[] {12, 13}) {
                prepared.setInt(1, n);
                prepared.addBatch();
            }
            assertThatThrownBy(prepared::executeBatch).isInstanceOfSatisfying(BatchUpdateException.class, e -> {
                assertThat(e.getUpdateCounts()).isEmpty();
                assertThat(e.getSQLState()).isEqualTo("23505");
            });
        }
        assertThat(database.done).isEmpty();
    }

    private @Nullable Object echo(String type, @Nullable Object parameter, Class<?> as) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("echo " + type + " ?")) {
            statement.setObject(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getObject(1, as);
            }
        }
    }

    @Test
    void carriesParametersOfEveryTypeThereAndBack() throws SQLException {
        LocalDateTime micros = LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000);
        assertThat(echo("BOOLEAN", true, Boolean.class)).isEqualTo(true);
        assertThat(echo("TINYINT", (byte) -5, Byte.class)).isEqualTo((byte) -5);
        assertThat(echo("SMALLINT", 300, Integer.class)).isEqualTo(300);
        assertThat(echo("INTEGER", "42", Integer.class)).isEqualTo(42);
        assertThat(echo("BIGINT", Long.MIN_VALUE, Long.class)).isEqualTo(Long.MIN_VALUE);
        assertThat(echo("REAL", 1.25f, Float.class)).isEqualTo(1.25f);
        assertThat(echo("DOUBLE", Double.NaN, Double.class)).isEqualTo(Double.NaN);
        assertThat(echo("DOUBLE", Double.NEGATIVE_INFINITY, Double.class)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(echo("DECIMAL", new BigDecimal("1.500"), BigDecimal.class)).isEqualTo(new BigDecimal("1.500"));
        assertThat(echo("VARCHAR", "a'b", String.class)).isEqualTo("a'b");
        assertThat(echo("VARBINARY", new byte[] {1, -1}, byte[].class)).isEqualTo(new byte[] {1, -1});
        assertThat(echo("DATE", LocalDate.of(1, 1, 1), LocalDate.class)).isEqualTo(LocalDate.of(1, 1, 1));
        assertThat(echo("DATE", Date.valueOf("2024-02-29"), LocalDate.class)).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(echo("TIME", LocalTime.of(1, 2, 3, 4_000), LocalTime.class)).isEqualTo(LocalTime.of(1, 2, 3, 4_000));
        assertThat(echo("TIME", Time.valueOf("01:02:03"), LocalTime.class)).isEqualTo(LocalTime.of(1, 2, 3));
        assertThat(echo("TIMESTAMP", micros, LocalDateTime.class)).isEqualTo(micros);
        assertThat(echo("TIMESTAMP", Timestamp.valueOf(micros), LocalDateTime.class))
                .isEqualTo(micros);
        assertThat(echo("TIMESTAMP", "2024-01-02 03:04:05.000006", Timestamp.class))
                .isEqualTo(Timestamp.valueOf("2024-01-02 03:04:05.000006"));
        assertThat(echo("TIMESTAMP_TZ", ScriptedDatabase.INSTANT, OffsetDateTime.class))
                .isEqualTo(ScriptedDatabase.INSTANT);
        assertThat(echo("TIMESTAMP_TZ", ScriptedDatabase.INSTANT.toInstant(), Instant.class))
                .isEqualTo(ScriptedDatabase.INSTANT.toInstant());
        assertThat(echo("UUID", ScriptedDatabase.ID, UUID.class)).isEqualTo(ScriptedDatabase.ID);
        assertThat(echo("VARCHAR", null, String.class)).isNull();
    }

    @Test
    void refusesParametersThatDoNotFit() throws SQLException {
        assertState("22003", () -> echo("INTEGER", 3_000_000_000L, Integer.class));
        assertState("22018", () -> echo("INTEGER", "many", Integer.class));
        assertState("22018", () -> echo("INTEGER", 1.5, Integer.class));
        assertState("07006", () -> echo("INTEGER", new StringBuilder(), Integer.class));
        try (PreparedStatement statement = connection.prepareStatement("insert ?")) {
            assertState("22023", statement::executeUpdate);
            assertState("22023", () -> statement.setInt(2, 1));
            assertThat(statement.getMetaData()).isNull();
            assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(1);
            assertThat(statement.getParameterMetaData().getParameterType(1)).isEqualTo(Types.BIGINT);
        }
    }

    // ---- values

    @Test
    void givesEveryTypeInEveryFormThatFits() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("types")) {
            assertThat(row.next()).isTrue();
            LocalDateTime timestamp = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 123_456_000);
            assertThat(row.getBoolean("a_boolean")).isTrue();
            assertThat(row.getByte("a_tinyint")).isEqualTo((byte) -128);
            assertThat(row.getShort("a_smallint")).isEqualTo((short) 32_767);
            assertThat(row.getInt("an_integer")).isEqualTo(Integer.MIN_VALUE);
            assertThat(row.getLong("a_bigint")).isEqualTo(Long.MAX_VALUE);
            assertThat(row.getFloat("a_real")).isEqualTo(1.5f);
            assertThat(row.getDouble("a_double")).isEqualTo(0.1);
            assertThat(row.getBigDecimal("a_decimal")).isEqualTo(new BigDecimal("1234567890123456.7800"));
            assertThat(row.getString("a_varchar")).isEqualTo("täxt 'quoted' \u20ac");
            assertThat(row.getBytes("a_varbinary")).containsExactly(0, -1, 127);
            assertThat(row.getDate("a_date")).isEqualTo(Date.valueOf("2024-02-29"));
            assertThat(row.getObject("a_date", LocalDate.class)).isEqualTo(timestamp.toLocalDate());
            assertThat(row.getTime("a_time").toString()).isEqualTo("23:59:59");
            assertThat(row.getObject("a_time", LocalTime.class)).isEqualTo(timestamp.toLocalTime());
            assertThat(row.getTimestamp("a_timestamp")).isEqualTo(Timestamp.valueOf(timestamp));
            assertThat(row.getObject("a_timestamp", LocalDateTime.class)).isEqualTo(timestamp);
            assertThat(row.getObject("a_timestamp", Instant.class)).isEqualTo(ScriptedDatabase.INSTANT.toInstant());
            assertThat(row.getString("a_timestamp")).isEqualTo("2024-02-29 23:59:59.123456");
            assertThat(row.getObject("a_timestamp_tz")).isEqualTo(ScriptedDatabase.INSTANT);
            assertThat(row.getTimestamp("a_timestamp_tz"))
                    .isEqualTo(Timestamp.from(ScriptedDatabase.INSTANT.toInstant()));
            assertThat(row.getString("a_timestamp_tz")).isEqualTo("2024-02-29 23:59:59.123456+00:00");
            assertThat(row.getObject("a_uuid")).isEqualTo(ScriptedDatabase.ID);
            assertThat(row.getString("a_uuid")).isEqualTo(ScriptedDatabase.ID.toString());
            assertThat(row.getString("an_interval")).isEqualTo("1 02:03:04.5");
            assertThat(row.getString("a_json")).isEqualTo("{\"a\": [1, null]}");
            assertThat(row.getCharacterStream("a_varchar").transferTo(new StringWriter()))
                    .isEqualTo(15);
            assertThat(row.getBinaryStream("a_varbinary")).hasBinaryContent(new byte[] {0, -1, 127});
            assertThat(row.getClob("a_varchar").length()).isEqualTo(15);
            assertThat(row.getBlob("a_varbinary").length()).isEqualTo(3);
            assertState("22003", () -> row.getInt("a_bigint"));
            assertState("22018", () -> row.getInt("a_varchar"));
            assertState("42703", () -> row.getInt("no_such_column"));
            assertState("0A000", () -> row.getObject("a_uuid", StringBuilder.class));
        }
    }

    @Test
    void givesTheJdbcClassOfEachTypeByDefault() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("types")) {
            row.next();
            ResultSetMetaData metaData = row.getMetaData();
            for (int i = 1; i <= metaData.getColumnCount(); i++) {
                assertThat(row.getObject(i).getClass().getName())
                        .as(metaData.getColumnLabel(i))
                        .isEqualTo(metaData.getColumnClassName(i));
                assertThat(row.getObject(metaData.getColumnLabel(i))).hasSameClassAs(row.getObject(i));
                assertThat(row.getString(i)).isNotNull();
            }
            assertThat(metaData.getColumnType(14)).isEqualTo(Types.TIMESTAMP_WITH_TIMEZONE);
            assertThat(metaData.getPrecision(8)).isEqualTo(20);
            assertThat(metaData.getScale(8)).isEqualTo(4);
        }
    }

    @Test
    void givesNulls() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("nulls")) {
            row.next();
            assertThat(row.getInt("an_integer")).isZero();
            assertThat(row.wasNull()).isTrue();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                assertThat(row.getObject(i)).isNull();
                assertThat(row.getString(i)).isNull();
                assertThat(row.wasNull()).isTrue();
            }
            assertThat(row.getObject("a_timestamp", Instant.class)).isNull();
            assertThat(row.getTimestamp("a_timestamp")).isNull();
        }
    }

    @Test
    void givesNaNAndInfinity() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("nan")) {
            row.next();
            assertThat(row.getDouble(1)).isNaN();
            assertThat(row.getObject(1)).isEqualTo(Double.NaN);
            assertThat(row.getFloat(2)).isEqualTo(Float.NEGATIVE_INFINITY);
            assertThat(row.getString(2)).isEqualTo("-Infinity");
            assertThat(row.getObject(3)).isEqualTo(-0.0);
            assertState("22018", () -> row.getBigDecimal(1));
        }
    }

    // ---- errors and warnings

    @Test
    void givesErrorsAsTheEngineWordedThem() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("fail"))
                    .isInstanceOf(SQLSyntaxErrorException.class)
                    .hasMessage("line 1, column 6: found nothing, expected a reason")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("42601");
            assertThatThrownBy(() -> connection.prepareStatement("elsewhere"))
                    .isInstanceOf(SQLSyntaxErrorException.class)
                    .hasMessage("there is no table \"elsewhere\"");
            assertThatThrownBy(() -> statement.execute("insert twice"))
                    .isInstanceOf(SQLIntegrityConstraintViolationException.class);
            assertThatThrownBy(() -> statement.execute("insert badly"))
                    .hasMessageNotContaining("IllegalState")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("XX000");
            assertThat(statement.executeUpdate("insert one")).isEqualTo(1);
        }
    }

    private static List<String> messages(@Nullable SQLWarning first) {
        List<String> messages = new ArrayList<>();
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            messages.add(warning.getMessage());
        }
        return messages;
    }

    @Test
    void givesTheWarningsOfAStatement() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert warned");
            assertThat(messages(statement.getWarnings())).containsExactly("first", "second");
            statement.clearWarnings();
            assertThat(messages(statement.getWarnings())).isEmpty();
            statement.execute("insert one");
            assertThat(messages(statement.getWarnings())).isEmpty();
        }
    }

    // ---- the connection

    @Test
    void hasDefaultsThatAreTrue() throws SQLException {
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(connection.isReadOnly()).isFalse();
        assertThat(connection.getCatalog()).isEqualTo("millrace");
        assertThat(connection.getSchema()).isEqualTo("public");
        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_NONE);
        assertThat(connection.isValid(10_000)).isTrue();
        assertThat(connection.getTypeMap()).isEmpty();
        assertThat(connection.nativeSQL("select 1")).isEqualTo("select 1");
        assertThat(messages(connection.getWarnings())).isEmpty();
        connection.setClientInfo("ApplicationName", "test");
        assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("test");
        connection.setNetworkTimeout(threads, 30_000);
        assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        assertThatThrownBy(() -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
    }

    @Test
    void passesSettingsAndSchemaToTheSession() throws SQLException {
        try (Connection other = connect("schema", "sys", "parallelism", "4", "user", "me", "password", "secret")) {
            assertThat(other.getSchema()).isEqualTo("sys");
            assertThat(database.sessions.get(1).settings).containsOnly(Map.entry("parallelism", "4"));
            other.setSchema("public");
            assertThat(database.sessions.get(1).schema).isEqualTo("public");
            assertState("42704", () -> other.setSchema("nowhere"));
        }
        assertState("42704", () -> connect("no_such_setting", "1"));
        assertState("42704", () -> connect("schema", "nowhere"));
        assertThat(database.sessions.get(2).closed).isTrue();
    }

    @Test
    void aReadOnlyConnectionWritesNothing() throws SQLException {
        connection.setReadOnly(true);
        try (Statement statement = connection.createStatement()) {
            assertState("25006", () -> statement.execute("insert one"));
            assertThat(statement.executeQuery("numbers 1").next()).isTrue();
            connection.setReadOnly(false);
            assertThat(statement.executeUpdate("insert one")).isEqualTo(1);
        }
    }

    @Test
    void worksInAPool() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new DriverDataSource(driver, url()));
        config.setMaximumPoolSize(3);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            for (int i = 0; i < 20; i++) {
                try (Connection pooled = pool.getConnection()) {
                    pooled.setAutoCommit(i % 2 == 0);
                    try (Statement statement = pooled.createStatement()) {
                        assertThat(statement.executeUpdate("insert one")).isEqualTo(1);
                        assertThat(statement.executeQuery("numbers 1").next()).isTrue();
                    }
                    pooled.commit();
                }
            }
        }
    }

    // ---- points in history

    @Test
    void aNamedSavepointWithAutoCommitIsOneOfTheDatabase() throws SQLException {
        Savepoint savepoint = connection.setSavepoint("s");
        assertThat(savepoint.getSavepointName()).isEqualTo("s");
        assertThat(database.savepoints).containsOnlyKeys("s");
        assertState("3B001", () -> connection.setSavepoint("s"));
        connection.createStatement().execute("insert one");
        connection.rollback(savepoint);
        assertThat(database.done).last().isEqualTo("ROLLBACK TO s");
        assertThat(messages(connection.getWarnings())).containsExactly("sink \"f\" keeps what it has");
        try (Connection other = connect()) {
            other.rollback(savepoint);
            other.releaseSavepoint(named("s"));
        }
        assertThat(database.savepoints).isEmpty();
        assertState("3B001", () -> connection.rollback(savepoint));
    }

    private static Savepoint named(String name) {
        return new Savepoint() {
            @Override
            public int getSavepointId() throws SQLException {
                throw new SQLException("has a name");
            }

            @Override
            public String getSavepointName() {
                return name;
            }
        };
    }

    @Test
    void anUnnamedSavepointIsAMarker() throws SQLException {
        Savepoint marker = connection.setSavepoint();
        assertThat(marker.getSavepointId()).isPositive();
        connection.rollback(marker);
        connection.createStatement().execute("insert one");
        assertState("0A000", () -> connection.rollback(marker));
        connection.releaseSavepoint(marker);
        assertState("3B001", () -> connection.rollback(marker));
        assertThat(database.savepoints).isEmpty();
        assertThat(database.done).noneMatch(done -> done.startsWith("ROLLBACK"));
    }

    @Test
    void withoutAutoCommitASavepointIsAMarkerWhateverItsName() throws SQLException {
        Savepoint durable = connection.setSavepoint("before");
        connection.setAutoCommit(false);
        Savepoint marker = connection.setSavepoint("SAVEPOINT_1");
        assertThat(marker.getSavepointName()).isEqualTo("SAVEPOINT_1");
        connection.rollback(marker);
        connection.createStatement().execute("insert none");
        connection.rollback(marker);
        connection.createStatement().execute("create t");
        assertState("0A000", () -> connection.rollback(marker));
        assertState("0A000", () -> connection.rollback(durable));
        connection.commit();
        assertState("3B001", () -> connection.rollback(marker));
        connection.releaseSavepoint(marker);
        assertThat(database.savepoints).containsOnlyKeys("before");
        try (Connection other = connect()) {
            assertState("3B001", () -> other.rollback(marker));
        }
    }

    @Test
    void aPlainRollbackIsFineUnlessSomethingWasWritten() throws SQLException {
        connection.rollback();
        connection.createStatement().execute("insert one");
        connection.rollback();
        connection.commit();
        connection.setAutoCommit(false);
        connection.rollback();
        try (PreparedStatement insert = connection.prepareStatement("insert ?")) {
            insert.setInt(1, 1);
            insert.addBatch();
            insert.executeBatch();
        }
        assertState("0A000", () -> connection.rollback());
        connection.commit();
        connection.rollback();
        connection.createStatement().execute("insert one");
        assertState("0A000", () -> connection.rollback());
        connection.setAutoCommit(true);
        connection.rollback();
        assertThat(database.done).noneMatch(done -> done.startsWith("ROLLBACK"));
    }

    // ---- metadata

    private static Map<String, @Nullable Object> row(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    private static Map<String, @Nullable Object> column(
            String table, String name, int position, String type, String nullable) {
        return row(
                "table_schema",
                "public",
                "table_name",
                table,
                "column_name",
                name,
                "ordinal_position",
                position,
                "is_nullable",
                nullable,
                "data_type",
                type);
    }

    private void fillCatalog() {
        database.relations.put("information_schema.schemata", List.of(row("schema_name", "extra")));
        database.relations.put(
                "information_schema.tables",
                List.of(
                        row("table_schema", "public", "table_name", "bid", "table_type", "BASE TABLE"),
                        row("table_schema", "public", "table_name", "b_d", "table_type", "MATERIALIZED VIEW"),
                        row("table_schema", "sys", "table_name", "queries", "table_type", "SYSTEM TABLE")));
        database.relations.put(
                "information_schema.columns",
                List.of(
                        column("bid", "price", 2, "DECIMAL(10, 2)", "YES"),
                        column("bid", "auction", 1, "BIGINT", "NO"),
                        column("bid", "at", 3, "TIMESTAMP(6)", "YES"),
                        column("b_d", "name", 1, "VARCHAR", "YES")));
        database.relations.put(
                "information_schema.key_columns",
                List.of(row(
                        "table_schema",
                        "public",
                        "table_name",
                        "bid",
                        "column_name",
                        "auction",
                        "ordinal_position",
                        1)));
    }

    private static List<String> texts(ResultSet rows, String... columns) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            List<@Nullable String> values = new ArrayList<>();
            for (String column : columns) {
                values.add(rows.getString(column));
            }
            texts.add(String.join(" ", values.stream().map(String::valueOf).toList()));
        }
        return texts;
    }

    @Test
    void showsTablesColumnsAndKeys() throws SQLException {
        fillCatalog();
        DatabaseMetaData metaData = connection.getMetaData();
        assertThat(texts(metaData.getCatalogs(), "TABLE_CAT")).containsExactly("millrace");
        assertThat(texts(metaData.getSchemas("millrace", "%"), "TABLE_SCHEM"))
                .containsExactly("extra", "information_schema", "public", "sys");
        assertThat(texts(metaData.getTables(null, null, "%", null), "TABLE_SCHEM", "TABLE_NAME", "TABLE_TYPE"))
                .containsExactly("public b_d MATERIALIZED VIEW", "sys queries SYSTEM TABLE", "public bid TABLE");
        assertThat(texts(metaData.getTables("millrace", "public", "b_d", null), "TABLE_NAME"))
                .containsExactly("b_d", "bid");
        assertThat(texts(metaData.getTables("millrace", "public", "b\\_d", new String[] {"TABLE"}), "TABLE_NAME"))
                .isEmpty();
        assertThat(texts(metaData.getTables("other", null, "%", null), "TABLE_NAME"))
                .isEmpty();
        assertThat(texts(
                        metaData.getColumns(null, "public", "bid", "%"),
                        "COLUMN_NAME",
                        "DATA_TYPE",
                        "TYPE_NAME",
                        "COLUMN_SIZE",
                        "DECIMAL_DIGITS",
                        "IS_NULLABLE"))
                .containsExactly("auction -5 BIGINT 19 0 NO", "price 3 DECIMAL 10 2 YES", "at 93 TIMESTAMP 26 6 YES");
        assertThat(texts(metaData.getPrimaryKeys(null, "public", "bid"), "COLUMN_NAME", "KEY_SEQ", "PK_NAME"))
                .containsExactly("auction 1 bid_pkey");
        assertThat(texts(metaData.getIndexInfo(null, "public", "bid", true, false), "COLUMN_NAME", "NON_UNIQUE"))
                .containsExactly("auction false");
        assertThat(texts(metaData.getBestRowIdentifier(null, "public", "bid", 0, true), "COLUMN_NAME"))
                .containsExactly("auction");
        assertThat(texts(metaData.getTypeInfo(), "TYPE_NAME")).contains("BIGINT", "VARCHAR", "TIMESTAMP");
        assertThat(metaData.supportsSavepoints()).isTrue();
        assertThat(metaData.supportsTransactions()).isFalse();
        assertThat(metaData.storesLowerCaseIdentifiers()).isTrue();
        assertThat(metaData.getDatabaseProductName()).isEqualTo("Millrace");
        assertThat(metaData.getURL()).isEqualTo(url());
    }

    /** The scripted database has no information_schema here at all. */
    @Test
    void noMetadataCallThrowsForLackOfAFeature() throws Exception {
        DatabaseMetaData metaData = connection.getMetaData();
        for (Method method : DatabaseMetaData.class.getMethods()) {
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(JdbcContract::anyArgument)
                    .toArray();
            try {
                Object result = method.invoke(metaData, arguments);
                if (result instanceof ResultSet rows) {
                    assertThat(rows.getMetaData().getColumnCount())
                            .as(method.getName())
                            .isPositive();
                    while (rows.next()) {
                        assertThat(rows.getObject(1)).as(method.getName()).isNotNull();
                    }
                    rows.close();
                }
            } catch (InvocationTargetException e) {
                throw new AssertionError(method.toString(), e.getCause());
            }
        }
    }

    private static @Nullable Object anyArgument(Class<?> type) {
        if (type == int.class) {
            return 1;
        } else if (type == boolean.class) {
            return true;
        } else if (type == String.class) {
            return "x";
        } else if (type == Class.class) {
            return DatabaseMetaData.class;
        }
        return null;
    }

    // ---- URLs

    @Test
    void takesOnlyItsOwnUrls() throws SQLException {
        assertThat(driver.acceptsURL("jdbc:postgresql://localhost/")).isFalse();
        assertThat(driver.connect("jdbc:postgresql://localhost/", new Properties()))
                .isNull();
        assertThat(driver.acceptsURL("jdbc:millrace:")).isTrue();
        assertState("08001", () -> driver.connect("jdbc:millrace:rubbish", null));
        assertState("08001", () -> driver.connect("jdbc:millrace://host:many/", null));
        assertThat(driver.getPropertyInfo("jdbc:millrace://host:1/?ssl=true", null))
                .allMatch(info -> info.description != null)
                .anyMatch(info -> info.name.equals("ssl") && "true".equals(info.value));
    }
}
