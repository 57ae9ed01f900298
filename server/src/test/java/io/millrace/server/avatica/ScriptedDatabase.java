package io.millrace.server.avatica;

import io.millrace.server.session.Database;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.PreparedQuery;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.session.ResultColumn;
import io.millrace.server.session.SavepointInfo;
import io.millrace.server.session.Session;
import io.millrace.server.session.SessionSettings;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import io.millrace.server.session.Warning;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A database that does what the statement says: {@code numbers 10} gives rows, {@code stream} gives those that the test
 * {@link #emit}s, {@code block} blocks until cancelled, {@code fail} fails, …
 */
final class ScriptedDatabase implements Database {
    static final OffsetDateTime INSTANT = OffsetDateTime.parse("2024-02-29T23:59:59.123456Z");
    static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    final BlockingQueue<ScriptedCursor> cursors = new LinkedBlockingQueue<>();
    final List<ScriptedSession> sessions = new ArrayList<>();
    final Map<String, SavepointInfo> savepoints = new ConcurrentHashMap<>();
    final List<String> done = new ArrayList<>();
    final AtomicInteger attached = new AtomicInteger();
    final CountDownLatch blocked = new CountDownLatch(1);
    final Map<String, List<Map<String, @Nullable Object>>> relations = new LinkedHashMap<>();
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public synchronized Session openSession(Map<String, String> settings) {
        if (settings.containsKey("no_such_setting")) {
            throw new MillraceException(SqlState.UNDEFINED_OBJECT, "there is no setting no_such_setting");
        }
        ScriptedSession session = new ScriptedSession(settings);
        sessions.add(session);
        return session;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** Waits for the query that was started last. */
    ScriptedCursor started() throws InterruptedException {
        ScriptedCursor cursor = cursors.poll(10, java.util.concurrent.TimeUnit.SECONDS);
        if (cursor == null) {
            throw new AssertionError("no query was started");
        }
        return cursor;
    }

    record Prepared(String sql, StatementKind kind, List<ResultColumn> columns, List<QueryParameter> parameters)
            implements PreparedQuery {}

    static final List<ResultColumn> ALL_TYPES = List.of(
            column("a_boolean", TypeKind.BOOLEAN),
            column("a_tinyint", TypeKind.TINYINT),
            column("a_smallint", TypeKind.SMALLINT),
            column("an_integer", TypeKind.INTEGER),
            column("a_bigint", TypeKind.BIGINT),
            column("a_real", TypeKind.REAL),
            column("a_double", TypeKind.DOUBLE),
            ResultColumn.of("a_decimal", DataType.decimal(20, 4)),
            column("a_varchar", TypeKind.VARCHAR),
            column("a_varbinary", TypeKind.VARBINARY),
            column("a_date", TypeKind.DATE),
            column("a_time", TypeKind.TIME),
            column("a_timestamp", TypeKind.TIMESTAMP),
            column("a_timestamp_tz", TypeKind.TIMESTAMP_TZ),
            column("a_uuid", TypeKind.UUID),
            column("an_interval", TypeKind.INTERVAL_DAY_TIME),
            column("a_json", TypeKind.JSON));

    static @Nullable Object[] allTypes() {
        return new @Nullable Object[] {
            true,
            (byte) -128,
            (short) 32_767,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            1.5f,
            0.1,
            new BigDecimal("1234567890123456.7800"),
            "täxt 'quoted' \u20ac",
            new byte[] {0, -1, 127},
            LocalDate.of(2024, 2, 29),
            LocalTime.of(23, 59, 59, 123_456_000),
            LocalDateTime.of(2024, 2, 29, 23, 59, 59, 123_456_000),
            INSTANT,
            ID,
            "1 02:03:04.5",
            "{\"a\": [1, null]}"
        };
    }

    private static ResultColumn column(String label, TypeKind kind) {
        return ResultColumn.of(label, DataType.of(kind));
    }

    /** A session of the scripted database. */
    final class ScriptedSession implements Session, SessionSettings {
        final Map<String, String> settings;
        final ConcurrentLinkedQueue<Warning> warnings = new ConcurrentLinkedQueue<>();
        volatile String schema = "public";
        volatile boolean closed;

        ScriptedSession(Map<String, String> settings) {
            this.settings = new ConcurrentHashMap<>(settings);
        }

        @Override
        public String id() {
            return "session";
        }

        @Override
        public PreparedQuery prepare(String sql) {
            if (sql.startsWith("SELECT * FROM ")) {
                return new Prepared(sql, StatementKind.QUERY, relation(sql).columns(), List.of());
            }
            String word = sql.split(" ", 2)[0];
            return switch (word) {
                case "numbers", "then" -> rows(sql, StatementKind.QUERY, column("n", TypeKind.BIGINT));
                case "stream" -> rows(sql, StatementKind.CONTINUOUS_QUERY, column("n", TypeKind.BIGINT));
                case "block" -> rows(sql, StatementKind.QUERY, column("n", TypeKind.BIGINT));
                case "types", "nulls" -> rows(sql, StatementKind.QUERY, ALL_TYPES.toArray(ResultColumn[]::new));
                case "nan" ->
                    rows(
                            sql,
                            StatementKind.QUERY,
                            column("d", TypeKind.DOUBLE),
                            column("r", TypeKind.REAL),
                            column("d2", TypeKind.DOUBLE));
                case "echo" -> {
                    TypeKind kind = TypeKind.valueOf(sql.split(" ")[1]);
                    yield new Prepared(
                            sql,
                            StatementKind.QUERY,
                            List.of(column("echo", kind)),
                            List.of(new QueryParameter(DataType.of(kind))));
                }
                case "insert" ->
                    new Prepared(
                            sql,
                            StatementKind.DML,
                            List.of(),
                            sql.contains("?") ? List.of(new QueryParameter(DataType.of(TypeKind.BIGINT))) : List.of());
                case "attach" -> new Prepared(sql, StatementKind.CONTINUOUS_INSERT, List.of(), List.of());
                case "create" -> new Prepared(sql, StatementKind.DDL, List.of(), List.of());
                case "set" -> new Prepared(sql, StatementKind.SESSION, List.of(), List.of());
                case "fail" ->
                    throw new MillraceException(
                            SqlState.SYNTAX_ERROR, "line 1, column 6: found nothing, expected a reason");
                default -> throw new MillraceException(SqlState.UNDEFINED_TABLE, "there is no table \"" + word + "\"");
            };
        }

        private Prepared rows(String sql, StatementKind kind, ResultColumn... columns) {
            return new Prepared(sql, kind, List.of(columns), List.of());
        }

        private record Relation(List<ResultColumn> columns, List<@Nullable Object[]> rows) {}

        private Relation relation(String sql) {
            String[] words = sql.split(" ", -1);
            List<Map<String, @Nullable Object>> rows = relations.get(words[3]);
            if (rows == null || rows.isEmpty()) {
                throw new MillraceException(SqlState.UNDEFINED_TABLE, "there is no table " + words[3]);
            }
            List<ResultColumn> columns = rows.get(0).entrySet().stream()
                    .map(entry -> column(
                            entry.getKey(), entry.getValue() instanceof Integer ? TypeKind.INTEGER : TypeKind.VARCHAR))
                    .toList();
            List<@Nullable Object[]> found = new ArrayList<>();
            for (Map<String, @Nullable Object> row : rows) {
                boolean matches = true;
                for (int i = 4; i + 3 < words.length; i += 4) {
                    matches &= ("'" + row.get(words[i + 1]) + "'").equals(words[i + 3]);
                }
                if (matches) {
                    found.add(row.values().toArray());
                }
            }
            return new Relation(columns, found);
        }

        @Override
        public StatementResult execute(
                PreparedQuery query, List<@Nullable Object> parameters, ExecutionOptions options) {
            String[] words = query.sql().split(" ", -1);
            if (query.sql().startsWith("SELECT * FROM ")) {
                return open(query, relation(query.sql()).rows(), true);
            }
            switch (words[0]) {
                case "numbers" -> {
                    return open(query, numbers(Integer.parseInt(words[1])), true);
                }
                case "then" -> { // then fail: two rows and then an error
                    ScriptedCursor cursor = new ScriptedCursor(query.columns(), numbers(2), false);
                    cursor.fail(new MillraceException(SqlState.DIVISION_BY_ZERO, "division by zero"));
                    cursors.add(cursor);
                    return new StatementResult.Rows(cursor);
                }
                case "stream" -> {
                    return open(query, List.of(), false);
                }
                case "types" -> {
                    return open(query, List.<@Nullable Object[]>of(allTypes()), true);
                }
                case "nulls" -> {
                    return open(query, List.<@Nullable Object[]>of(new @Nullable Object[ALL_TYPES.size()]), true);
                }
                case "nan" -> {
                    return open(
                            query,
                            List.<@Nullable Object[]>of(
                                    new @Nullable Object[] {Double.NaN, Float.NEGATIVE_INFINITY, -0.0}),
                            true);
                }
                case "echo" -> {
                    return open(query, List.<@Nullable Object[]>of(parameters.toArray()), true);
                }
                case "block" -> {
                    CountDownLatch cancelled = new CountDownLatch(1);
                    options.cancellation().onCancel(cancelled::countDown);
                    blocked.countDown();
                    await(cancelled);
                    throw new MillraceException(SqlState.QUERY_CANCELED, "the query was cancelled");
                }
                case "attach" -> {
                    attached.incrementAndGet();
                    return new StatementResult.Attached(attached::decrementAndGet);
                }
                case "set" -> {
                    settings.put(words[1], words[2]);
                    return new StatementResult.UpdateCount(0);
                }
                case "insert" -> {
                    if (words[1].equals("twice")) {
                        throw new MillraceException(SqlState.UNIQUE_VIOLATION, "key (1) exists in table \"t\"");
                    } else if (words[1].equals("badly")) {
                        throw new IllegalStateException("a bug of the engine");
                    } else if (words[1].equals("warned")) {
                        warnings.add(new Warning("01000", "first"));
                        warnings.add(new Warning("01000", "second"));
                    }
                    record(query.sql() + parameters);
                    return new StatementResult.UpdateCount(words[1].equals("none") ? 0 : 1);
                }
                default -> {
                    record(query.sql());
                    return new StatementResult.UpdateCount(0);
                }
            }
        }

        private StatementResult open(PreparedQuery query, List<@Nullable Object[]> rows, boolean finite) {
            ScriptedCursor cursor = new ScriptedCursor(query.columns(), rows, finite);
            cursors.add(cursor);
            return new StatementResult.Rows(cursor);
        }

        private static List<@Nullable Object[]> numbers(int count) {
            return LongStream.range(0, count)
                    .<@Nullable Object[]>mapToObj(n -> new @Nullable Object[] {n})
                    .toList();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void record(String what) {
            synchronized (done) {
                done.add(what);
            }
        }

        @Override
        public long[] executeBatch(
                PreparedQuery query, List<List<@Nullable Object>> parameterSets, ExecutionOptions options) {
            if (parameterSets.contains(Arrays.<@Nullable Object>asList(13L))) {
                throw new MillraceException(SqlState.UNIQUE_VIOLATION, "key (13) exists in table \"t\"");
            }
            parameterSets.forEach(parameters -> record(query.sql() + parameters));
            long[] counts = new long[parameterSets.size()];
            Arrays.fill(counts, 1);
            return counts;
        }

        @Override
        public long[] executeBatch(List<String> statements, ExecutionOptions options) {
            long[] counts = new long[statements.size()];
            Arrays.fill(counts, 1);
            statements.forEach(this::record);
            return counts;
        }

        @Override
        public SavepointInfo setSavepoint(String name) {
            SavepointInfo info = new SavepointInfo(savepoints.size() + 1, name, 1);
            if (savepoints.putIfAbsent(name, info) != null) {
                throw new MillraceException(SqlState.INVALID_SAVEPOINT, "savepoint \"" + name + "\" exists");
            }
            return info;
        }

        @Override
        public void rollbackTo(String name) {
            if (!savepoints.containsKey(name)) {
                throw new MillraceException(SqlState.INVALID_SAVEPOINT, "there is no savepoint \"" + name + "\"");
            }
            record("ROLLBACK TO " + name);
            warnings.add(new Warning("01000", "sink \"f\" keeps what it has"));
        }

        @Override
        public void releaseSavepoint(String name) {
            savepoints.remove(name);
        }

        @Override
        public SessionSettings settings() {
            return this;
        }

        @Override
        public List<Warning> drainWarnings() {
            List<Warning> drained = new ArrayList<>();
            for (Warning next = warnings.poll(); next != null; next = warnings.poll()) {
                drained.add(next);
            }
            return drained;
        }

        @Override
        public String catalog() {
            return "millrace";
        }

        @Override
        public String schema() {
            return schema;
        }

        @Override
        public void useSchema(String wanted) {
            if (wanted.equals("nowhere")) {
                throw new MillraceException(SqlState.UNDEFINED_OBJECT, "there is no schema \"nowhere\"");
            }
            schema = wanted;
        }

        @Override
        public Optional<String> value(String name) {
            return Optional.ofNullable(settings.get(name));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
