package io.millrace.connector.nexmark;

import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.Locale;

/** The three kinds of events, in the order in which they come among fifty: 1 person, 3 auctions, 46 bids. */
public enum EventKind {
    PERSON(
            1,
            RowType.of(
                    number("id"),
                    text("name"),
                    text("emailAddress"),
                    text("creditCard"),
                    text("city"),
                    text("state"),
                    time("dateTime"),
                    text("extra"))),
    AUCTION(
            3,
            RowType.of(
                    number("id"),
                    text("itemName"),
                    text("description"),
                    number("initialBid"),
                    number("reserve"),
                    time("dateTime"),
                    time("expires"),
                    number("seller"),
                    number("category"),
                    text("extra"))),
    BID(
            46,
            RowType.of(
                    number("auction"),
                    number("bidder"),
                    number("price"),
                    text("channel"),
                    text("url"),
                    time("dateTime"),
                    text("extra")));

    private final int proportion;
    private final RowType columns;

    EventKind(int proportion, RowType columns) {
        this.proportion = proportion;
        this.columns = columns;
    }

    /** How many of {@link Nexmark#EVENTS_PER_ROUND} successive events are of this kind. */
    public int proportion() {
        return proportion;
    }

    /** The columns of the table, in the benchmark's order. */
    public RowType columns() {
        return columns;
    }

    /** The table's name: {@code bid}. */
    public String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Field number(String name) {
        return new Field(name, DataType.of(TypeKind.BIGINT).notNull());
    }

    private static Field text(String name) {
        return new Field(name, DataType.of(TypeKind.VARCHAR).notNull());
    }

    private static Field time(String name) {
        return new Field(name, new DataType(TypeKind.TIMESTAMP, 3, 0, false));
    }
}
