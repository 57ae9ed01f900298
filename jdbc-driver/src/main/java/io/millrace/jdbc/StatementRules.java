package io.millrace.jdbc;

import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.calcite.avatica.Meta;

/** Small rules that both kinds of statement follow. */
final class StatementRules {
    static final int FETCH_SIZE_DEFAULT = 1_000;

    private StatementRules() {}

    static int notNegative(String what, int value) throws SQLException {
        if (value < 0) {
            throw SqlErrors.of("the " + what + " is " + value + ": expected 0 or more", "22023");
        }
        return value;
    }

    /** 0 leaves it to the driver. */
    static int fetchSize(Statement statement) throws SQLException {
        int wanted = statement.getFetchSize();
        return wanted == 0 ? FETCH_SIZE_DEFAULT : wanted;
    }

    static SQLException noRows(String sql) {
        return SqlErrors.of("executeQuery of a statement that returns no rows: " + shortened(sql), "07005");
    }

    static SQLException rows(String sql) {
        return SqlErrors.of("executeUpdate of a statement that returns rows: " + shortened(sql), "07005");
    }

    private static String shortened(String sql) {
        return sql.length() <= 100 ? sql : sql.substring(0, 100) + "…";
    }

    /** A batch is atomic: if it failed, none of it was done. */
    static BatchUpdateException batch(SQLException error) {
        return new BatchUpdateException(
                error.getMessage(), error.getSQLState(), error.getErrorCode(), new int[0], error);
    }

    static int[] ints(long[] counts) {
        int[] ints = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            ints[i] = (int) Math.min(counts[i], Integer.MAX_VALUE);
        }
        return ints;
    }

    /** A statement whose server is gone closes quietly. */
    static void close(Runnable close) throws SQLException {
        try {
            close.run();
        } catch (RuntimeException e) {
            SQLException error = SqlErrors.of(e);
            if (!SqlErrors.isConnectionError(error)) {
                throw error;
            }
        }
    }

    static ResultSet noKeys() throws SQLException {
        return MillraceResultSet.of(
                Meta.Signature.create(List.of(), "", List.of(), Meta.CursorFactory.LIST, Meta.StatementType.SELECT),
                List.of());
    }
}
