package io.millrace.server.cli.shell;

import io.millrace.parser.MillraceParser;
import io.millrace.planner.Planner;
import io.millrace.spi.error.MillraceException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes statements over a connection and prints what comes of them.
 *
 * <p><b>Threading:</b> one thread; {@link #cancel} from any.
 */
public final class StatementRunner {
    private final Connection connection;
    private final PrintWriter out;
    private final PrintWriter errors;
    private final Settings settings;
    private volatile @Nullable Statement running;
    private volatile boolean cancelled;

    /**
     * How results are printed.
     *
     * @param rowsMax most rows of a result, 0 for all
     * @param timeoutSeconds how long a statement may take, 0 for ever
     * @param chatty whether statements without rows say that they are done
     */
    public record Settings(ResultFormat format, int rowsMax, int timeoutSeconds, boolean chatty) {
        Settings with(ResultFormat newFormat) {
            return new Settings(newFormat, rowsMax, timeoutSeconds, chatty);
        }
    }

    public StatementRunner(Connection connection, PrintWriter out, PrintWriter errors, Settings settings) {
        this.connection = connection;
        this.out = out;
        this.errors = errors;
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    StatementRunner with(ResultFormat format) {
        return new StatementRunner(connection, out, errors, settings.with(format));
    }

    /** Ends the running statement, if there is one. */
    public void cancel() {
        Statement statement = running;
        if (statement != null) {
            cancelled = true;
            try {
                statement.cancel();
            } catch (SQLException e) {
                errors.println(text(e));
                errors.flush();
            }
        }
    }

    /**
     * Executes the statements of a text, up to the first that fails.
     *
     * @return whether all went well; otherwise the error was printed
     */
    public boolean runAll(String script) {
        List<String> statements;
        try {
            statements = MillraceParser.splitScript(script).stream()
                    .map(statement -> statement.text())
                    .toList();
        } catch (MillraceException e) {
            errors.println("ERROR " + e.sqlState().code() + ": " + e.getMessage());
            errors.flush();
            return false;
        }
        for (String statement : statements) {
            if (!run(statement)) {
                return false;
            }
        }
        return true;
    }

    /** Executes one statement; false if it failed and the error was printed. */
    boolean run(String sql) {
        cancelled = false;
        try (Statement statement = connection.createStatement()) {
            running = statement;
            statement.setMaxRows(settings.rowsMax());
            statement.setQueryTimeout(settings.timeoutSeconds());
            if (statement.execute(sql)) {
                printWarnings(statement.getWarnings());
                try (ResultSet rows = statement.getResultSet()) {
                    print(rows, isContinuous(sql));
                }
            } else {
                printWarnings(statement.getWarnings());
                printCount(statement.getUpdateCount());
            }
            return true;
        } catch (SQLException e) {
            if (cancelled && "57014".equals(e.getSQLState())) {
                errors.println("cancelled");
            } else {
                errors.println(text(e));
            }
            return false;
        } finally {
            running = null;
            out.flush();
            errors.flush();
        }
    }

    /** Rows of a query that goes on are shown when they come. */
    private static boolean isContinuous(String sql) {
        try {
            return Planner.isStream(MillraceParser.parse(sql));
        } catch (MillraceException e) {
            return false;
        }
    }

    private void printCount(long rows) {
        if (settings.chatty() && settings.format().isForPeople()) {
            out.println(rows > 0 ? rows + (rows == 1 ? " row" : " rows") : "done");
        }
    }

    private void print(ResultSet rows, boolean continuous) throws SQLException {
        RowPrinter printer = settings.format().printer(out);
        List<RowPrinter.ResultField> fields = fields(rows.getMetaData());
        printer.begin(fields);
        long count = 0;
        try {
            if (continuous) {
                printer.flush();
            }
            while (rows.next()) {
                List<@Nullable String> values = new ArrayList<>(fields.size());
                for (int i = 1; i <= fields.size(); i++) {
                    values.add(value(
                            rows, i, printer.printsJson() && fields.get(i - 1).nested()));
                }
                printer.row(values);
                count++;
                if (continuous) {
                    printer.flush();
                }
            }
        } finally {
            printer.end();
        }
        if (settings.chatty() && settings.format().isForPeople()) {
            out.println("(" + count + (count == 1 ? " row)" : " rows)"));
        }
    }

    private static @Nullable String value(ResultSet rows, int column, boolean asJson) throws SQLException {
        if (!asJson) {
            return rows.getString(column);
        }
        Object value = rows.getObject(column);
        return value == null ? null : NestedJson.of(value);
    }

    private static List<RowPrinter.ResultField> fields(ResultSetMetaData metaData) throws SQLException {
        List<RowPrinter.ResultField> fields = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            boolean bare =
                    switch (metaData.getColumnType(i)) {
                        case Types.TINYINT,
                                Types.SMALLINT,
                                Types.INTEGER,
                                Types.BIGINT,
                                Types.REAL,
                                Types.FLOAT,
                                Types.DOUBLE,
                                Types.DECIMAL,
                                Types.NUMERIC,
                                Types.BOOLEAN,
                                Types.BIT -> true;
                        default -> false;
                    };
            boolean nested =
                    switch (metaData.getColumnType(i)) {
                        case Types.ARRAY, Types.STRUCT, Types.JAVA_OBJECT -> true;
                        default -> false;
                    };
            fields.add(new RowPrinter.ResultField(metaData.getColumnLabel(i), bare, nested));
        }
        return fields;
    }

    private void printWarnings(@Nullable SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            errors.println("WARNING: " + warning.getMessage());
        }
        errors.flush();
    }

    static String text(SQLException e) {
        String state = e.getSQLState();
        return "ERROR " + (state == null ? "" : state) + ": " + e.getMessage();
    }
}
