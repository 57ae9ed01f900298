package io.millrace.spi.error;

/** The one exception that crosses module borders. Its message names the object, what was found and what was expected. */
public final class MillraceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SqlState sqlState;

    public MillraceException(SqlState sqlState, String message) {
        super(message);
        this.sqlState = sqlState;
    }

    public MillraceException(SqlState sqlState, String message, Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
    }

    /** Something a later version will do; the message names it. */
    public static MillraceException notSupported(String what) {
        return new MillraceException(SqlState.FEATURE_NOT_SUPPORTED, what + " is not supported yet");
    }

    /** A broken invariant of ours. */
    public static MillraceException internal(String message) {
        return new MillraceException(SqlState.INTERNAL_ERROR, message);
    }

    public SqlState sqlState() {
        return sqlState;
    }

    public Blame blame() {
        return sqlState.blame();
    }
}
