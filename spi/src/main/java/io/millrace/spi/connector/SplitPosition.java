package io.millrace.spi.connector;

/**
 * A restart position in a split.
 *
 * @param offset position before the next row, in the connector's own ascending unit (byte, record number, …)
 * @param ordinal a count the connector keeps beside it for messages, such as lines read so far
 */
public record SplitPosition(long offset, long ordinal) {
    public static final SplitPosition START = new SplitPosition(0, 0);
}
