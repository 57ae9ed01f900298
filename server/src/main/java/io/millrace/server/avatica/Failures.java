package io.millrace.server.avatica;

import io.millrace.jdbc.link.LinkException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.concurrent.Callable;
import org.apache.calcite.avatica.NoSuchStatementException;
import org.apache.calcite.avatica.remote.AvaticaRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every failure the form in which it crosses the link; logs what is not the client's fault. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static <T extends @Nullable Object> T translated(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw of(e);
        }
    }

    static LinkException of(Exception error) {
        if (error instanceof LinkException known) {
            return known;
        } else if (error instanceof MillraceException known) {
            return of(known);
        } else if (error instanceof AvaticaRuntimeException known) {
            return new LinkException(known.getSqlState(), known.getErrorMessage());
        } else if (error instanceof NoSuchStatementException) {
            return new LinkException("26000", "this statement is not known to the server: it was closed");
        }
        LOG.error("a request failed", error);
        return new LinkException(
                SqlState.INTERNAL_ERROR.code(), "internal error; the log of the engine says more", 0, error);
    }

    private static LinkException of(MillraceException error) {
        switch (error.blame()) {
            case USER -> LOG.debug("{} {}", error.sqlState().code(), error.getMessage());
            case OUTSIDE -> LOG.warn("{} {}", error.sqlState().code(), error.getMessage());
            case ENGINE -> LOG.error("a request failed", error);
        }
        String message = error.getMessage() == null ? error.sqlState().name() : error.getMessage();
        return new LinkException(error.sqlState().code(), message, 0, error.getCause());
    }

    static LinkException cancelled() {
        return new LinkException(SqlState.QUERY_CANCELED.code(), "the query was cancelled");
    }
}
