package io.millrace.bench.hand;

import io.millrace.connector.blackhole.RowHash;
import java.util.Arrays;

/**
 * q7: hashes of the bids with the highest price so far in a window of ten seconds. A bid at the very end of a window is in the
 * next one, yet the query lets it stand beside the highest of the one that ended.
 */
final class HighestBidLoop implements BidLoop {
    private static final long WINDOW_MICROS = 10_000_000;

    private final Result result = new Result();
    private long[] highest = new long[16];
    private int highestCount;
    private long price = -1;
    private long priceBefore = -1;
    private long endMicros = Long.MIN_VALUE;

    @Override
    public void add(Bids bids) {
        long[] prices = bids.price();
        long[] timeMicros = bids.timeMicros();
        for (int row = 0; row < bids.rows(); row++) {
            if (timeMicros[row] >= endMicros) {
                close(timeMicros[row]);
            }
            if (prices[row] == priceBefore && timeMicros[row] == endMicros - WINDOW_MICROS) {
                result.add(hash(bids, row));
            }
            if (prices[row] >= price) {
                add(prices[row], hash(bids, row));
            }
        }
    }

    private void add(long newPrice, long hash) {
        if (newPrice > price) {
            price = newPrice;
            highestCount = 0;
        }
        if (highestCount == highest.length) {
            highest = Arrays.copyOf(highest, 2 * highestCount);
        }
        highest[highestCount++] = hash;
    }

    private void close(long timeMicros) {
        for (int i = 0; i < highestCount; i++) {
            result.add(highest[i]);
        }
        long nextEnd = Math.floorDiv(timeMicros, WINDOW_MICROS) * WINDOW_MICROS + WINDOW_MICROS;
        priceBefore = nextEnd - WINDOW_MICROS == endMicros ? price : -1;
        endMicros = nextEnd;
        highestCount = 0;
        price = -1;
    }

    private static long hash(Bids bids, int row) {
        long hash = RowHash.add(RowHash.add(RowHash.START, bids.auction()[row]), bids.price()[row]);
        hash = RowHash.add(RowHash.add(hash, bids.bidder()[row]), bids.timeMicros()[row]);
        return RowHash.add(
                hash,
                RowHash.ofBytes(
                        bids.extra().data(),
                        bids.extra().start(row),
                        bids.extra().length(row)));
    }

    @Override
    public void end() {
        close(endMicros);
    }

    @Override
    public Result result() {
        return result;
    }
}
