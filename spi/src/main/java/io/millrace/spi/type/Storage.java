package io.millrace.spi.type;

/** How values of a type lie in a column's arrays. */
public enum Storage {
    /** {@code int[]}: BOOLEAN (0 or 1), TINYINT, SMALLINT, INTEGER, DATE (days since 1970-01-01), year-month intervals (months). */
    INT,
    /** {@code long[]}: BIGINT, TIME and TIMESTAMPs (microseconds), day-time intervals (microseconds), DECIMAL up to 18 digits (unscaled). */
    LONG,
    /** {@code double[]}: REAL (rounded to float) and DOUBLE. */
    DOUBLE,
    /** {@code byte[]} and offsets: UTF-8 text, binary, UUID (16 bytes, big endian), JSON text. */
    BYTES,
    /** two {@code long[]}: DECIMAL of 19 to 38 digits as unscaled two's complement 128-bit numbers. */
    WIDE,
    /** columns of what it is made of, with offsets into them for ARRAY and MAP. */
    NESTED
}
