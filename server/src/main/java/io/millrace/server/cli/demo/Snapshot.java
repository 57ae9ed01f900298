package io.millrace.server.cli.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demonstration shows at one moment.
 *
 * @param nanos when, on the monotonic clock
 * @param rowsIn rows read by the three views
 * @param checkpoint the newest, in words
 */
record Snapshot(long nanos, long rowsIn, String checkpoint, Table hotAuctions, Table channels, Table sellers) {
    private static final int ROWS_MAX = 5;

    /** Rows as text, under their names. */
    record Table(List<String> names, List<List<String>> rows) {}

    static Snapshot none() {
        Table empty = new Table(List.of(), List.of());
        return new Snapshot(0, 0, "", empty, empty, empty);
    }

    static Snapshot of(Connection connection, long nanos) throws SQLException {
        return new Snapshot(
                nanos,
                number(connection, "SELECT SUM(rows_in) FROM sys.queries WHERE kind = 'MATERIALIZED VIEW'"),
                checkpoint(connection),
                table(
                        connection,
                        "SELECT CAST(window_end AS VARCHAR) AS \"window until\", auction, bids FROM hot_auctions"
                                + " ORDER BY window_end DESC, bids DESC, auction"),
                table(connection, "SELECT channel, bids, highest, volume FROM channels ORDER BY bids DESC, channel"),
                table(connection, "SELECT state, auctions FROM sellers ORDER BY auctions DESC, state"));
    }

    static long bids(Connection connection) throws SQLException {
        return number(connection, "SELECT SUM(bids) FROM channels");
    }

    private static String checkpoint(Connection connection) throws SQLException {
        Table newest = table(
                connection,
                "SELECT id, epoch, duration_ms, bytes FROM sys.checkpoints WHERE state = 'COMPLETED' ORDER BY id DESC");
        if (newest.rows().isEmpty()) {
            return "none yet";
        }
        List<String> row = newest.rows().get(0);
        return "number " + row.get(0) + " at epoch " + row.get(1) + ", took " + row.get(2) + " ms, "
                + Screen.number(Long.parseLong(row.get(3)) / 1024) + " KB";
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static Table table(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql + " LIMIT " + ROWS_MAX)) {
            int width = rows.getMetaData().getColumnCount();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= width; i++) {
                names.add(rows.getMetaData().getColumnLabel(i));
            }
            List<List<String>> texts = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                texts.add(row);
            }
            return new Table(names, texts);
        }
    }
}
