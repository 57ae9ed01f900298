package io.millrace.bench.hand;

import io.millrace.connector.blackhole.RowHash;

/** q0, q1 and q2: each bid by itself. */
final class RowLoops {
    private RowLoops() {}

    /** q0: every bid. */
    static final class PassThrough implements BidLoop {
        private final Result result = new Result();

        @Override
        public void add(Bids bids) {
            for (int row = 0; row < bids.rows(); row++) {
                result.add(hash(bids, row, bids.price()[row]));
            }
        }

        @Override
        public Result result() {
            return result;
        }
    }

    /** q1: every bid, its price in thousandths of another currency, as DECIMAL(23, 3). */
    static final class Currency implements BidLoop {
        private static final long RATE = 908;

        private final Result result = new Result();

        @Override
        public void add(Bids bids) {
            for (int row = 0; row < bids.rows(); row++) {
                result.add(hash(bids, row, RowHash.ofWide(0, RATE * bids.price()[row])));
            }
        }

        @Override
        public Result result() {
            return result;
        }
    }

    /** q2: bids on some auctions. */
    static final class Selection implements BidLoop {
        private static final long EVERY = 123;

        private final Result result = new Result();

        @Override
        public void add(Bids bids) {
            for (int row = 0; row < bids.rows(); row++) {
                if (bids.auction()[row] % EVERY == 0) {
                    result.add(RowHash.add(RowHash.add(RowHash.START, bids.auction()[row]), bids.price()[row]));
                }
            }
        }

        @Override
        public Result result() {
            return result;
        }
    }

    private static long hash(Bids bids, int row, long price) {
        long hash = RowHash.add(RowHash.add(RowHash.START, bids.auction()[row]), bids.bidder()[row]);
        hash = RowHash.add(RowHash.add(hash, price), bids.timeMicros()[row]);
        return RowHash.add(
                hash,
                RowHash.ofBytes(
                        bids.extra().data(),
                        bids.extra().start(row),
                        bids.extra().length(row)));
    }
}
