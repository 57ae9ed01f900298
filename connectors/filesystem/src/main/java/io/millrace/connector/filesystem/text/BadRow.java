package io.millrace.connector.filesystem.text;

/** A row that is not what its table declares; never leaves this connector. Has no stack trace, because data is to blame. */
public final class BadRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadRow(String message) {
        super(message, null, false, false);
    }

    /** What was wrong. */
    public String what() {
        return String.valueOf(getMessage());
    }
}
