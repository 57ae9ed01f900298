package io.millrace.executor.engine;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code sys.state}: what the state store of a query holds, as of its newest checkpoint.
 *
 * @param operator the plan's node
 * @param table of the operator, or what it is of a view or a source
 * @param keyGroup that keyed state is redistributed by; null for state of another kind
 * @param keys entries
 * @param bytes of keys and values
 */
public record StateInfo(
        String query,
        String operator,
        String table,
        Kind kind,
        @Nullable Integer keyGroup,
        long keys,
        long bytes) {
    /** How state is redistributed when a query is rescaled. */
    public enum Kind {
        /** By key group. */
        KEYED,
        /** Positions in splits, which are dealt out evenly. */
        OPERATOR,
        /** A view's rows, which no task owns. */
        VIEW
    }
}
