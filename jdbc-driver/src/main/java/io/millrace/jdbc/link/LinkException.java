package io.millrace.jdbc.link;

import org.jspecify.annotations.Nullable;

/** A request that failed, with all that the {@link java.sql.SQLException} made of it needs. */
public final class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The vendor code of what ended because of its query timeout. */
    public static final int CODE_TIMEOUT = 57_014;

    private final String sqlState;
    private final int vendorCode;

    public LinkException(String sqlState, String message) {
        this(sqlState, message, 0, null);
    }

    public LinkException(String sqlState, String message, int vendorCode, @Nullable Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
        this.vendorCode = vendorCode;
    }

    public String sqlState() {
        return sqlState;
    }

    public int vendorCode() {
        return vendorCode;
    }
}
