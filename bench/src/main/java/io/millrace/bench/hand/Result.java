package io.millrace.bench.hand;

/** Adds up the rows of a result. <b>Threading:</b> one thread. */
final class Result {
    private long rows;
    private long checksum;

    void add(long rowHash) {
        rows++;
        checksum += rowHash;
    }

    long rows() {
        return rows;
    }

    long checksum() {
        return checksum;
    }
}
