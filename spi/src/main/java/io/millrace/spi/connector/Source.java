package io.millrace.spi.connector;

import java.util.List;

/** The readable side of a table. <b>Threading:</b> any thread. */
public interface Source {
    /** Whether there is an end of the input that a finite query can wait for. */
    Boundedness boundedness();

    /**
     * The splits there are now, each with the same id at every call; called again from time to time when
     * {@link Boundedness#GROWING} or {@link Boundedness#ENDLESS}, to find new ones. A split once given stays.
     */
    List<Split> splits();

    /**
     * Opens a split at a position.
     *
     * @param columns indexes of the physical columns wanted, in the order the reader delivers them
     */
    SplitReader open(Split split, SplitPosition position, List<Integer> columns, ReadContext context);

    /** How an input ends. */
    enum Boundedness {
        /** It ends by itself: each reader says {@link SplitReader.Status#END}. */
        FINITE,
        /** It grows, but has an end as of now ({@link SplitReader#currentEnd}). */
        GROWING,
        /** It has neither end nor "now": a finite SELECT over it is refused. */
        ENDLESS
    }
}
