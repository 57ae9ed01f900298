package io.millrace.executor.source;

import io.millrace.executor.log.SplitCut;
import io.millrace.spi.batch.RowBatch;
import java.util.List;

/** Hears of a scan. <b>Threading:</b> the scan's task's thread. */
public interface ScanListener {
    /** The scan has ended an epoch there. */
    void cut(long epoch, List<SplitCut> splits);

    /**
     * The scan will end an epoch, of which it is known what it holds, though not all of it was read.
     *
     * @param more whether rows of it are still to be read
     */
    void cutAhead(long epoch, boolean more);

    /** It has read rows. */
    void read(long rows);

    /** Rows were left out because they were late: columns as the scan gives them. */
    void late(RowBatch rows);

    /** Rows of a view's or table's past were left out because they were late when they came. */
    void lateBefore(long rows);

    /** It has given its last row: an epoch should end soon. */
    void ended();
}
