package io.millrace.server.scripts;

import io.millrace.parser.MillraceParser;
import io.millrace.parser.statement.MillraceStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Runs a script and writes down what came of it, the same however it is run. */
final class ScriptRun {
    private static final int TIMEOUT_SECONDS = 60;

    private final StringBuilder out = new StringBuilder();

    /** Where the database of a run is. */
    interface Place extends AutoCloseable {
        Connection connect() throws SQLException;

        /** Closes the database and makes {@link #connect} open it again, if it outlives that. */
        void reopen() throws SQLException;

        @Override
        void close() throws Exception;
    }

    static String of(Script script, Place place) throws SQLException {
        ScriptRun run = new ScriptRun();
        Connection connection = place.connect();
        try {
            for (Script.Step step : script.steps()) {
                if (step instanceof Script.Sql sql) {
                    run.execute(connection, sql);
                } else {
                    connection.close();
                    place.reopen();
                    connection = place.connect();
                }
            }
        } finally {
            connection.close();
        }
        return run.out.toString();
    }

    private void execute(Connection connection, Script.Sql sql) {
        out.append("> ").append(sql.text().replace("\n", "\n> ")).append('\n');
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            await(statement, sql);
            if (statement.execute(sql.text())) {
                warnings(statement.getWarnings());
                try (ResultSet rows = statement.getResultSet()) {
                    rows(rows, sql);
                }
            } else {
                warnings(statement.getWarnings());
                out.append(statement.getUpdateCount()).append('\n');
            }
        } catch (SQLException e) {
            out.append("ERROR ")
                    .append(e.getSQLState())
                    .append(": ")
                    .append(e.getMessage())
                    .append('\n');
        }
        out.append('\n');
    }

    /** Asks again until the answer is what it comes to in the end. */
    private static void await(Statement statement, Script.Sql sql) throws SQLException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        boolean there = sql.until().isEmpty();
        while (!there && System.nanoTime() < until) {
            try (ResultSet rows = statement.executeQuery(sql.text())) {
                there = rows.next() && sql.until().equals(rows.getString(1));
            }
        }
    }

    private void warnings(@Nullable SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            // How long something took is another number each time.
            String text = warning.getMessage().replaceAll("for \\d+ ms", "for N ms");
            out.append("WARNING ").append(text).append('\n');
        }
    }

    private void rows(ResultSet rows, Script.Sql sql) throws SQLException {
        int width = rows.getMetaData().getColumnCount();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            names.add(rows.getMetaData().getColumnLabel(i) + " "
                    + rows.getMetaData().getColumnTypeName(i));
        }
        List<String> lines = new ArrayList<>();
        while ((sql.take() == 0 || lines.size() < sql.take()) && rows.next()) {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= width; i++) {
                values.add(String.valueOf(rows.getString(i)));
            }
            lines.add(String.join(" | ", values));
        }
        if (!isOrdered(sql.text())) {
            Collections.sort(lines);
        }
        out.append(String.join(" | ", names)).append('\n');
        lines.forEach(line -> out.append(line).append('\n'));
    }

    /** Whether the order of the rows means something. */
    private static boolean isOrdered(String sql) {
        SqlNode node = MillraceParser.parse(sql);
        return node.getKind() == SqlKind.ORDER_BY || node instanceof MillraceStatement;
    }
}
