package io.millrace.jdbc;

import io.millrace.jdbc.link.LinkException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import org.apache.calcite.avatica.AvaticaClientRuntimeException;
import org.apache.calcite.avatica.remote.AvaticaRuntimeException;
import org.jspecify.annotations.Nullable;

/** Makes the {@link SQLException} of the class that belongs to an error's SQLSTATE. */
final class SqlErrors {
    private SqlErrors() {}

    /** Something that may fail as links do. */
    interface Call<T extends @Nullable Object> {
        T run();
    }

    static <T extends @Nullable Object> T call(Call<T> call) throws SQLException {
        try {
            return call.run();
        } catch (RuntimeException e) {
            throw of(e);
        }
    }

    static void run(Runnable call) throws SQLException {
        try {
            call.run();
        } catch (RuntimeException e) {
            throw of(e);
        }
    }

    static SQLException of(RuntimeException error) {
        if (error instanceof LinkException e) {
            return of(e.getMessage(), e.sqlState(), e.vendorCode(), e.getCause());
        } else if (error instanceof AvaticaClientRuntimeException e) {
            return of(e.getMessage(), e.getSqlState(), e.getErrorCode(), null);
        } else if (error instanceof AvaticaRuntimeException e) {
            return of(e.getErrorMessage(), e.getSqlState(), e.getErrorCode(), null);
        } else if (error instanceof IllegalArgumentException) {
            return of(error.getMessage(), "22023", 0, null);
        }
        return of("the driver failed: " + error, "XX000", 0, error);
    }

    static SQLException of(String message, String state) {
        return of(message, state, 0, null);
    }

    private static SQLException of(@Nullable String message, String state, int code, @Nullable Throwable cause) {
        if (code == LinkException.CODE_TIMEOUT) {
            return new SQLTimeoutException(message, state, code, cause);
        }
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "08" -> new SQLNonTransientConnectionException(message, state, code, cause);
            case "0A" -> new SQLFeatureNotSupportedException(message, state, code, cause);
            case "22" -> new SQLDataException(message, state, code, cause);
            case "23" -> new SQLIntegrityConstraintViolationException(message, state, code, cause);
            case "28" -> new SQLInvalidAuthorizationSpecException(message, state, code, cause);
            case "40" -> new SQLTransactionRollbackException(message, state, code, cause);
            case "42" -> new SQLSyntaxErrorException(message, state, code, cause);
            default -> new SQLException(message, state, code, cause);
        };
    }

    static SQLException unsupported(String what) {
        return new SQLFeatureNotSupportedException(what + " is not supported", "0A000");
    }

    static SQLException closed(String what) {
        return of("the " + what + " is closed", what.equals("connection") ? "08003" : "55000");
    }

    static SQLException cancelled() {
        return of("the query was cancelled", "57014");
    }

    /**
     * Throws an SQLException through methods of Avatica that forgot to declare it; the JDBC methods that call them all do.
     */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> RuntimeException unchecked(SQLException error) throws E {
        throw (E) error;
    }

    static boolean isConnectionError(SQLException error) {
        String state = error.getSQLState();
        return state != null && state.startsWith("08");
    }
}
