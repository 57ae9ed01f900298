package io.millrace.connector.nexmark;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfBytes;
import io.millrace.spi.batch.ColumnBuilder.OfLong;

/** Half of the bids go to a hot auction, three of four come from a hot bidder, half through a hot channel. */
final class BidGenerator implements EventGenerator {
    private static final int EXTRA_LENGTH_MIN = 54;
    private static final int EXTRA_LENGTH_SPREAD = 28;

    private final Nexmark nexmark;
    private final Letters letters;
    private final Words names;
    private final Words urls;

    private OfLong auction;
    private OfLong bidder;
    private OfLong price;
    private OfBytes channel;
    private OfBytes url;
    private OfLong dateTime;
    private OfBytes extra;

    BidGenerator(Nexmark nexmark, Letters letters, Channels channels) {
        this.nexmark = nexmark;
        this.letters = letters;
        names = channels.names();
        urls = channels.urls();
        BatchBuilder none = new BatchBuilder(EventKind.BID.columns(), 1);
        auction = none.longs(0);
        bidder = none.longs(1);
        price = none.longs(2);
        channel = none.bytes(3);
        url = none.bytes(4);
        dateTime = none.longs(5);
        extra = none.bytes(6);
    }

    @Override
    public void bind(ColumnBuilder[] columns) {
        auction = (OfLong) columns[0];
        bidder = (OfLong) columns[1];
        price = (OfLong) columns[2];
        channel = (OfBytes) columns[3];
        url = (OfBytes) columns[4];
        dateTime = (OfLong) columns[5];
        extra = (OfBytes) columns[6];
    }

    @Override
    public void append(long event) {
        long key = Hash.key(nexmark.config().seed(), event);
        long forAuction = Hash.of(key, 1);
        long forBidder = Hash.of(key, 2);
        long forChannel = Hash.of(key, 3);
        long forPrice = Hash.of(key, 4);
        auction.append(Nexmark.FIRST_ID + auction(event, forAuction));
        bidder.append(Nexmark.FIRST_ID + bidder(event, forBidder));
        price.append(Prices.of(forPrice));
        int chosen = forChannel < 0
                ? (int) (forChannel >>> 32) & Channels.HOT - 1
                : Channels.HOT + (int) Hash.below(Channels.ORDINARY, forChannel);
        channel.append(names.data(), names.start(chosen), names.length(chosen));
        url.append(urls.data(), urls.start(chosen), urls.length(chosen));
        dateTime.append(nexmark.timeMicros(event));
        int length = EXTRA_LENGTH_MIN + (int) Hash.below(EXTRA_LENGTH_SPREAD, forPrice >>> 32);
        letters.copy(forBidder >>> 32, length, extra.reserveNext(length), extra.position());
        extra.appended(length);
    }

    private static long auction(long event, long bits) {
        long last = Nexmark.lastAuction(event);
        if (bits < 0) {
            return last / Nexmark.HOT_EVERY * Nexmark.HOT_EVERY;
        }
        long first = Math.max(0, last - Nexmark.AUCTIONS_IN_FLIGHT);
        return first + Hash.below(last - first + 1 + Nexmark.ID_LEAD, bits);
    }

    /** The second of a hundred persons is the hot bidder, so that it is not the hot seller, which is the first. */
    private static long bidder(long event, long bits) {
        boolean hot = bits >>> 62 != 0;
        return hot
                ? Nexmark.lastPerson(event) / Nexmark.HOT_EVERY * Nexmark.HOT_EVERY + 1
                : Nexmark.activePerson(event, bits);
    }
}
