package io.millrace.connector.nexmark;

/**
 * Walks the events of one kind in one split without looking at the others: how far it is to the next one depends only on
 * the place in the round.
 */
final class SplitSteps {
    /** Behind every event. */
    static final long NEVER = Long.MAX_VALUE;

    private final EventKind kind;
    private final int splits;
    /** By place in the round of an event of the split: how much further the next one of the kind is, 0 if there is none. */
    private final int[] distances = new int[Nexmark.EVENTS_PER_ROUND];

    SplitSteps(EventKind kind, int splits) {
        this.kind = kind;
        this.splits = splits;
        for (int place = 0; place < distances.length; place++) {
            distances[place] = distance(place);
        }
    }

    /** An event of the split or, if it is of another kind, the next that is not. */
    long atOrAfter(long event) {
        return Nexmark.kind(event) == kind ? event : after(event);
    }

    /** The next event of the kind after one of the split. */
    long after(long event) {
        int distance = distances[(int) (event % Nexmark.EVENTS_PER_ROUND)];
        return distance == 0 || event > NEVER - distance ? NEVER : event + distance;
    }

    private int distance(int place) {
        for (int step = 1; step <= Nexmark.EVENTS_PER_ROUND; step++) {
            if (Nexmark.kind(place + (long) step * splits) == kind) {
                return step * splits;
            }
        }
        return 0;
    }
}
