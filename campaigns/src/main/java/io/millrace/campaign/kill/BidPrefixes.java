package io.millrace.campaign.kill;

import io.millrace.connector.nexmark.EventKind;
import io.millrace.connector.nexmark.Nexmark;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;

/** What the prices of the first so many bids add up to: what a view over a prefix of the file must say. */
final class BidPrefixes {
    private static final long EVENTS_AT_ONCE = 100_000;

    private final long[] sums;

    private BidPrefixes(long[] sums) {
        this.sums = sums;
    }

    static BidPrefixes of(Nexmark nexmark) {
        long events = nexmark.config().events();
        long[] sums = new long[(int) Nexmark.count(EventKind.BID, events) + 1];
        int price = EventKind.BID.columns().indexOf("price");
        int bids = 0;
        for (long event = 0; event < events; event += EVENTS_AT_ONCE) {
            RowBatch batch = nexmark.batch(EventKind.BID, event, Math.min(events, event + EVENTS_AT_ONCE));
            long[] prices = ((LongColumn) batch.column(price)).values();
            for (int row = 0; row < batch.rows(); row++) {
                sums[bids + 1] = sums[bids] + prices[batch.row(row)];
                bids++;
            }
        }
        return new BidPrefixes(sums);
    }

    boolean isOne(long bids, long priceSum) {
        return bids >= 0 && bids < sums.length && sums[(int) bids] == priceSum;
    }
}
