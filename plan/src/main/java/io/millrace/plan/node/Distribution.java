package io.millrace.plan.node;

import java.util.List;
import java.util.Locale;

/** Which task of the next stage gets a row. */
public record Distribution(Kind kind, List<Integer> keys) {
    public static final Distribution SINGLE = new Distribution(Kind.SINGLE, List.of());
    public static final Distribution BROADCAST = new Distribution(Kind.BROADCAST, List.of());

    public Distribution {
        keys = List.copyOf(keys);
    }

    /** By the key group of these columns; the next stage's tasks own key groups. */
    public static Distribution hash(List<Integer> keys) {
        return new Distribution(Kind.HASH, keys);
    }

    @Override
    public String toString() {
        return kind == Kind.HASH ? "hash" + keys : kind.name().toLowerCase(Locale.ROOT);
    }

    public enum Kind {
        HASH,
        /** All rows to the one task of the next stage. */
        SINGLE,
        /** Every row to every task. */
        BROADCAST
    }
}
