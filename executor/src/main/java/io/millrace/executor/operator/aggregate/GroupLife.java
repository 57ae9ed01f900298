package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.RowBatch;
import java.util.List;

/**
 * When a group shows in the result, and when it is forgotten.
 *
 * <p><b>Call order:</b> {@link #touched} as rows come; at the barrier {@link #due}, then for each touched group with rows {@link
 * #shows} and {@link #keeps}, then {@link #endEpoch}. <b>Threading:</b> one thread.
 */
interface GroupLife {
    /** Rows have come for these groups. */
    default void touched(int[] slots, int count) {}

    /** The keys of groups that must be looked at although no row has come for them. */
    List<RowBatch> due();

    /** They have been found. */
    default void found(int[] slots, int count) {}

    boolean shows(int slot, boolean shown);

    /** Whether a group is kept; if so, notes when to look at it again. */
    boolean keeps(int slot, boolean shows);

    /** Forgets the groups that nothing changes any more. */
    void endEpoch();
}
