package io.millrace.campaign.answer;

import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.connector.nexmark.EventKind;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/**
 * DuckDB over the rows of Nexmark files: the batch answers.
 *
 * <p><b>Threading:</b> one thread. <b>Ownership:</b> close it, its tables are in memory.
 */
public final class DuckDb implements AutoCloseable {
    private final Connection connection;

    private DuckDb(Connection connection) {
        this.connection = connection;
    }

    public static DuckDb open() throws SQLException {
        return open(2);
    }

    public static DuckDb open(int threads) throws SQLException {
        DuckDb opened = new DuckDb(DriverManager.getConnection("jdbc:duckdb:"));
        opened.execute("SET threads = " + threads);
        return opened;
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How many rows were changed. */
    public int update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return Math.max(statement.getUpdateCount(), 0);
        }
    }

    /** Loads a table of one kind from a file of JSON lines. */
    public void loadTable(EventKind kind, Path file) throws SQLException {
        execute("CREATE TABLE " + kind.table() + " AS SELECT * FROM " + jsonLines(file.toString(), kind.columns(), ""));
    }

    /** Loads the three tables from one file of JSON lines whose field {@code kind} says which is which. */
    public void loadEvents(Path file) throws SQLException {
        for (EventKind kind : EventKind.values()) {
            String columns = kind.columns().names().stream()
                    .map(name -> '"' + name + '"')
                    .collect(Collectors.joining(", "));
            execute("CREATE TABLE " + kind.table() + " AS SELECT " + columns + " FROM "
                    + jsonLines(file.toString(), kind.columns(), "\"kind\": 'VARCHAR', ") + " WHERE \"kind\" = '"
                    + kind.table() + "'");
        }
    }

    /** {@code read_json(…)} of a file or pattern. */
    public static String jsonLines(String pattern, RowType columns, String moreColumns) {
        String declared = columns.fields().stream().map(DuckDb::declared).collect(Collectors.joining(", "));
        return "read_json('" + pattern + "', format = 'newline_delimited', columns = {" + moreColumns + declared + "})";
    }

    private static String declared(Field field) {
        String type = field.type().kind().name();
        return '"' + field.name() + "\": '" + type + "'";
    }

    /** The answer to one of the Nexmark queries. */
    public Rows answer(NexmarkQuery query) throws SQLException {
        return query(query.duckDbSql());
    }

    /** Planned anew each time: a prepared statement of DuckDB goes by what was in its tables when it was prepared. */
    public Rows query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return Rows.read(result);
        }
    }

    public long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
