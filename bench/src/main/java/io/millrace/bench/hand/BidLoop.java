package io.millrace.bench.hand;

/** A query over bids in the order of their time. <b>Threading:</b> one thread. */
interface BidLoop {
    void add(Bids bids);

    /** There are no more. */
    default void end() {}

    Result result();
}
