package io.millrace.server.database;

import io.millrace.executor.clock.Clock;
import io.millrace.executor.engine.Engine;
import io.millrace.parser.MillraceParser;
import io.millrace.server.catalog.Connectors;
import io.millrace.server.catalog.DatabaseCatalog;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.PreparedQuery;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.session.ResultColumn;
import io.millrace.server.session.ResultCursor;
import io.millrace.server.session.SavepointInfo;
import io.millrace.server.session.Session;
import io.millrace.server.session.SessionSettings;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import io.millrace.server.session.Warning;
import io.millrace.server.setting.SessionVariables;
import io.millrace.server.statement.Evaluator;
import io.millrace.server.statement.Executions;
import io.millrace.server.statement.History;
import io.millrace.server.statement.Planning;
import io.millrace.server.statement.Scope;
import io.millrace.server.statement.Statement;
import io.millrace.server.statement.Statements;
import io.millrace.server.statement.TableWrite;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** A session of a database in this JVM. */
final class MillraceSession implements Session, Scope {
    private static final int WARNINGS_MAX = 1_000;

    private final MillraceDatabase database;
    private final String id;
    private final SessionVariables variables;
    private final Planning planning;
    private final Evaluator evaluator;
    private final List<Warning> warnings;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private long lastWriteEpoch;
    private long lastWriteRollbacks;
    private volatile boolean closed;

    MillraceSession(MillraceDatabase database, String id, SessionVariables variables, List<Warning> warnings) {
        this.database = database;
        this.id = id;
        this.variables = variables;
        this.warnings = new ArrayList<>(warnings);
        this.planning = new CatalogPlanning(database.catalog(), variables);
        this.evaluator = new ExpressionEvaluation(database.clock());
    }

    @Override
    public Optional<Path> directory() {
        return database.directory();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public PreparedQuery prepare(String sql) {
        requireOpen();
        return new Prepared(sql, version(), Statements.of(this, sql, MillraceParser.parse(sql)));
    }

    @Override
    public StatementResult execute(PreparedQuery query, List<@Nullable Object> parameters, ExecutionOptions options) {
        Statement statement = current(query);
        requireParameters(statement, parameters);
        return statement.execute(parameters, options);
    }

    /** The statement, made anew if the catalog has changed since. */
    private Statement current(PreparedQuery query) {
        requireOpen();
        Prepared prepared = (Prepared) query;
        return prepared.version.equals(version()) ? prepared.statement : ((Prepared) prepare(prepared.sql)).statement;
    }

    private Version version() {
        return new Version(database.catalog().snapshot().version(), variables.version());
    }

    private static void requireParameters(Statement statement, List<@Nullable Object> parameters) {
        int expected = statement.parameters().size();
        if (parameters.size() != expected) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER,
                    "the statement has " + expected + " parameters, " + parameters.size() + " values were given");
        }
    }

    @Override
    public long[] executeBatch(
            PreparedQuery query, List<List<@Nullable Object>> parameterSets, ExecutionOptions options) {
        Statement statement = current(query);
        parameterSets.forEach(parameters -> requireParameters(statement, parameters));
        if (statement instanceof TableWrite write) {
            return write.executeBatch(parameterSets, options);
        }
        requireNoRows(statement);
        long[] counts = new long[parameterSets.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = count(statement.execute(parameterSets.get(i), options));
        }
        return counts;
    }

    @Override
    public long[] executeBatch(List<String> statements, ExecutionOptions options) {
        requireOpen();
        List<SqlNode> nodes = statements.stream().map(MillraceParser::parse).toList();
        if (nodes.stream().allMatch(Statements::isDml)) {
            List<TableWrite> writes = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                if (Statements.of(this, statements.get(i), nodes.get(i)) instanceof TableWrite write) {
                    requireParameters(write, List.of());
                    writes.add(write);
                }
            }
            if (writes.size() == nodes.size()) {
                return Executions.together(this, writes, options);
            }
        }
        long[] counts = new long[statements.size()];
        for (int i = 0; i < counts.length; i++) {
            Statement statement = ((Prepared) prepare(statements.get(i))).statement;
            requireNoRows(statement);
            counts[i] = count(statement.execute(List.of(), options));
        }
        return counts;
    }

    private static void requireNoRows(Statement statement) {
        if (statement.kind().returnsRows() || statement.kind() == StatementKind.CONTINUOUS_INSERT) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER, "a batch takes statements that end and return no rows");
        }
    }

    private static long count(StatementResult result) {
        return result instanceof StatementResult.UpdateCount count ? count.rows() : 0;
    }

    @Override
    public SavepointInfo setSavepoint(String name) {
        requireOpen();
        return History.setSavepoint(this, name);
    }

    @Override
    public void rollbackTo(String name) {
        requireOpen();
        History.rollbackTo(this, name);
    }

    @Override
    public void releaseSavepoint(String name) {
        requireOpen();
        History.releaseSavepoint(this, name);
    }

    @Override
    public SessionSettings settings() {
        return variables;
    }

    @Override
    public synchronized List<Warning> drainWarnings() {
        List<Warning> drained = List.copyOf(warnings);
        warnings.clear();
        return drained;
    }

    private void requireOpen() {
        if (closed) {
            throw new MillraceException(SqlState.CONNECTION_CLOSED, "the session is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        database.ended(this);
        for (AutoCloseable owned : open) {
            closeOwned(owned);
        }
    }

    private void closeOwned(AutoCloseable owned) {
        open.remove(owned);
        try {
            owned.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new MillraceException(SqlState.INTERNAL_ERROR, "closing a query: " + e.getMessage(), e);
        }
    }

    // What statements run in.

    @Override
    public Engine engine() {
        return database.engine();
    }

    @Override
    public DatabaseCatalog catalog() {
        return database.catalog();
    }

    @Override
    public Planning planning() {
        return planning;
    }

    @Override
    public Evaluator evaluator() {
        return evaluator;
    }

    @Override
    public Connectors connectors() {
        return database.connectors();
    }

    @Override
    public SessionVariables variables() {
        return variables;
    }

    @Override
    public Clock clock() {
        return database.clock();
    }

    @Override
    public synchronized void warn(Warning warning) {
        if (warnings.size() < WARNINGS_MAX) {
            warnings.add(warning);
        }
    }

    @Override
    public synchronized long lastWriteEpoch() {
        return lastWriteRollbacks == database.rollbacks().get() ? lastWriteEpoch : 0;
    }

    @Override
    public synchronized void wrote(long epoch) {
        long rollbacks = database.rollbacks().get();
        lastWriteEpoch = lastWriteRollbacks == rollbacks ? Math.max(lastWriteEpoch, epoch) : epoch;
        lastWriteRollbacks = rollbacks;
    }

    @Override
    public void rolledBack() {
        database.rollbacks().incrementAndGet();
    }

    @Override
    public StatementResult own(ResultCursor cursor) {
        OwnedCursor owned = new OwnedCursor(cursor, open::remove);
        open.add(owned);
        if (closed) {
            closeOwned(owned);
        }
        return new StatementResult.Rows(owned);
    }

    @Override
    public StatementResult own(AutoCloseable query) {
        AutoCloseable owned = new AutoCloseable() {
            @Override
            public void close() throws Exception {
                open.remove(this);
                query.close();
            }
        };
        open.add(owned);
        return new StatementResult.Attached(owned);
    }

    /** What a statement was made for: another catalog, or other settings, make another statement. */
    private record Version(long catalog, long settings) {}

    private record Prepared(String sql, Version version, Statement statement) implements PreparedQuery {
        @Override
        public StatementKind kind() {
            return statement.kind();
        }

        @Override
        public List<ResultColumn> columns() {
            return statement.columns();
        }

        @Override
        public List<QueryParameter> parameters() {
            return statement.parameters();
        }
    }
}
