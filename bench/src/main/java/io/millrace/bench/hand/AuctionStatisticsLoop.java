package io.millrace.bench.hand;

import io.millrace.connector.blackhole.RowHash;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** q17: by auction and day, in an open-addressing table of columns. */
final class AuctionStatisticsLoop implements BidLoop {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final long MIDDLE = 10_000;
    private static final long HIGH = 1_000_000;
    /** Total, three ranges of price, smallest, largest, sum. */
    private static final int FIGURES = 7;

    private static final int SMALLEST = 4;
    private static final int LARGEST = 5;
    private static final int SUM = 6;

    private final boolean roundsAverages;
    private final Result result = new Result();
    private long[] auctions = new long[1 << 16];
    private long[] days = new long[1 << 16];
    private long[] figures = new long[FIGURES << 16];
    private int size;

    AuctionStatisticsLoop(boolean roundsAverages) {
        this.roundsAverages = roundsAverages;
    }

    @Override
    public void add(Bids bids) {
        for (int row = 0; row < bids.rows(); row++) {
            long price = bids.price()[row];
            int at = FIGURES * slot(bids.auction()[row], Math.floorDiv(bids.timeMicros()[row], DAY_MICROS));
            figures[at]++;
            figures[at + (price < MIDDLE ? 1 : price < HIGH ? 2 : 3)]++;
            figures[at + SMALLEST] = Math.min(figures[at + SMALLEST], price);
            figures[at + LARGEST] = Math.max(figures[at + LARGEST], price);
            figures[at + SUM] += price;
        }
    }

    private int slot(long auction, long day) {
        int mask = auctions.length - 1;
        int slot = (int) ((auction ^ day << 40) * GAMMA >>> 32) & mask;
        while (auctions[slot] != auction || days[slot] != day) {
            if (auctions[slot] == 0) {
                if (2 * size > mask) {
                    grow();
                    return slot(auction, day);
                }
                auctions[slot] = auction;
                days[slot] = day;
                figures[FIGURES * slot + SMALLEST] = Long.MAX_VALUE;
                size++;
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldAuctions = auctions;
        long[] oldDays = days;
        long[] oldFigures = figures;
        auctions = new long[2 * oldAuctions.length];
        days = new long[auctions.length];
        figures = new long[FIGURES * auctions.length];
        size = 0;
        for (int old = 0; old < oldAuctions.length; old++) {
            if (oldAuctions[old] != 0) {
                int slot = slot(oldAuctions[old], oldDays[old]);
                System.arraycopy(oldFigures, FIGURES * old, figures, FIGURES * slot, FIGURES);
            }
        }
    }

    @Override
    public void end() {
        for (int slot = 0; slot < auctions.length; slot++) {
            if (auctions[slot] != 0) {
                result.add(hash(slot, FIGURES * slot));
            }
        }
        Arrays.fill(auctions, 0);
        size = 0;
    }

    private long hash(int slot, int at) {
        byte[] day = LocalDate.ofEpochDay(days[slot]).toString().getBytes(StandardCharsets.US_ASCII);
        long hash = RowHash.add(RowHash.START, auctions[slot]);
        hash = RowHash.add(hash, RowHash.ofBytes(day, 0, day.length));
        for (int i = 0; i < SUM; i++) {
            hash = RowHash.add(hash, figures[at + i]);
        }
        long sum = figures[at + SUM];
        long count = figures[at];
        hash = RowHash.add(hash, roundsAverages ? sum / count : RowHash.ofDouble((double) sum / count));
        return RowHash.add(hash, sum);
    }

    @Override
    public Result result() {
        return result;
    }
}
