package io.millrace.connector.nexmark;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfBytes;
import io.millrace.spi.batch.ColumnBuilder.OfLong;

/** Three of four auctions are a hot seller's; one is open for as long as a hundred new ones take, on average. */
final class AuctionGenerator implements EventGenerator {
    private static final int CATEGORIES = 5;
    private static final long FIRST_CATEGORY = 10;
    private static final int NAME_LENGTH_MAX = 20;
    private static final int DESCRIPTION_LENGTH_MAX = 100;
    /** Bytes of an auction, on average, and of its numbers. */
    private static final int BYTES_AVERAGE = 500;

    private static final int BYTES_FIXED = 48;
    private static final long EVENTS_OPEN =
            (long) Nexmark.AUCTIONS_IN_FLIGHT * Nexmark.EVENTS_PER_ROUND / EventKind.AUCTION.proportion();
    private static final long MICROS_PER_MILLI = 1_000;

    private final Nexmark nexmark;
    private final Letters letters;
    private final Letters words;
    private ColumnBuilder[] columns = {};

    AuctionGenerator(Nexmark nexmark, Letters letters, Letters words) {
        this.nexmark = nexmark;
        this.letters = letters;
        this.words = words;
    }

    @Override
    public void bind(ColumnBuilder[] newColumns) {
        columns = newColumns;
    }

    @Override
    public void append(long event) {
        long key = Hash.key(nexmark.config().seed(), event);
        long initialBid = Prices.of(Hash.of(key, 3));
        long timeMicros = nexmark.timeMicros(event);
        number(0, Nexmark.FIRST_ID + Nexmark.lastAuction(event));
        int nameLength = Texts.append((OfBytes) columns[1], words, Hash.of(key, 4), NAME_LENGTH_MAX);
        int textLength = Texts.append((OfBytes) columns[2], words, Hash.of(key, 5), DESCRIPTION_LENGTH_MAX);
        number(3, initialBid);
        number(4, initialBid + Prices.of(Hash.of(key, 6)));
        number(5, timeMicros);
        number(6, timeMicros + openMicros(event, timeMicros, Hash.of(key, 7)));
        number(7, Nexmark.FIRST_ID + seller(event, Hash.of(key, 1)));
        number(8, FIRST_CATEGORY + Hash.below(CATEGORIES, Hash.of(key, 2)));
        Texts.appendExtra(
                (OfBytes) columns[9], letters, Hash.of(key, 8), BYTES_AVERAGE - BYTES_FIXED - nameLength - textLength);
    }

    private long openMicros(long event, long timeMicros, long bits) {
        long horizonMillis = (nexmark.timeMicros(event + EVENTS_OPEN) - timeMicros) / MICROS_PER_MILLI;
        return (1 + Hash.below(Math.max(2 * horizonMillis, 1), bits)) * MICROS_PER_MILLI;
    }

    private static long seller(long event, long bits) {
        boolean hot = bits >>> 62 != 0;
        return hot
                ? Nexmark.lastPerson(event) / Nexmark.HOT_EVERY * Nexmark.HOT_EVERY
                : Nexmark.activePerson(event, bits);
    }

    private void number(int column, long value) {
        ((OfLong) columns[column]).append(value);
    }
}
