package io.millrace.connector.nexmark;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;

/**
 * The stream of events 0, 1, 2, …: which kind each is, when it happens, which ids it may refer to, and its columns. Fifty
 * events make a round: a person, three auctions, forty-six bids.
 *
 * <p><b>Threading:</b> immutable; generators are not and belong to one thread each.
 */
public final class Nexmark {
    public static final int EVENTS_PER_ROUND = 50;
    public static final long FIRST_ID = 1000;

    static final int ACTIVE_PERSONS_MAX = 1000;
    static final int AUCTIONS_IN_FLIGHT = 100;
    /** Ids that are referred to before they exist. */
    static final int ID_LEAD = 10;
    /** One of so many ids is hot. */
    static final int HOT_EVERY = 100;

    private static final int AUCTIONS_PER_ROUND = EventKind.AUCTION.proportion();
    private static final int FIRST_BID = 1 + AUCTIONS_PER_ROUND;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final NexmarkConfig config;
    private final Letters letters;
    private final Letters words;
    private final Channels channels;

    public Nexmark(NexmarkConfig config) {
        this.config = config;
        letters = new Letters(config.seed(), 0);
        words = new Letters(config.seed(), 13);
        channels = new Channels(config.seed());
    }

    public NexmarkConfig config() {
        return config;
    }

    public static EventKind kind(long event) {
        int place = (int) (event % EVENTS_PER_ROUND);
        return place == 0 ? EventKind.PERSON : place < FIRST_BID ? EventKind.AUCTION : EventKind.BID;
    }

    /** How many of the first so many events are of a kind. */
    public static long count(EventKind kind, long events) {
        long place = events % EVENTS_PER_ROUND;
        long before = kind == EventKind.PERSON ? 0 : kind == EventKind.AUCTION ? 1 : FIRST_BID;
        return events / EVENTS_PER_ROUND * kind.proportion() + Math.max(0, Math.min(kind.proportion(), place - before));
    }

    /** Event time, in whole milliseconds. */
    public long timeMicros(long event) {
        return config.baseTimeMicros() + event * MILLIS_PER_SECOND / config.eventsPerSecond() * MICROS_PER_MILLI;
    }

    /** Appends an event of the builder's kind with all its columns, in the order of {@link EventKind#columns}. */
    public void append(long event, BatchBuilder rows) {
        EventGenerator generator = generator(kind(event));
        generator.bind(columns(rows));
        generator.append(event);
        rows.endRow();
    }

    /** All events of a kind from one number up to another, exclusive, with all columns. */
    public RowBatch batch(EventKind kind, long from, long to) {
        BatchBuilder rows = new BatchBuilder(kind.columns(), (int) Math.max(16, count(kind, to) - count(kind, from)));
        EventGenerator generator = generator(kind);
        generator.bind(columns(rows));
        for (long event = from; event < Math.min(to, config.events()); event++) {
            if (kind(event) == kind) {
                generator.append(event);
                rows.endRow();
            }
        }
        return rows.build();
    }

    EventGenerator generator(EventKind kind) {
        return switch (kind) {
            case PERSON -> new PersonGenerator(this, letters);
            case AUCTION -> new AuctionGenerator(this, letters, words);
            case BID -> new BidGenerator(this, letters, channels);
        };
    }

    /** The newest person when an event happens, counted from 0. */
    static long lastPerson(long event) {
        return event / EVENTS_PER_ROUND;
    }

    /** The newest auction when an event (not the very first) happens, counted from 0. */
    static long lastAuction(long event) {
        long round = event / EVENTS_PER_ROUND;
        long place = event % EVENTS_PER_ROUND;
        return round * AUCTIONS_PER_ROUND + Math.min(place, AUCTIONS_PER_ROUND) - 1;
    }

    /** A person among the active ones, counted from 0, from the low 32 random bits. */
    static long activePerson(long event, long bits) {
        long persons = lastPerson(event) + 1;
        long active = Math.min(persons, ACTIVE_PERSONS_MAX);
        return persons - active + Hash.below(active + ID_LEAD, bits);
    }

    private static ColumnBuilder[] columns(BatchBuilder rows) {
        ColumnBuilder[] columns = new ColumnBuilder[rows.columnCount()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = rows.column(i);
        }
        return columns;
    }
}
