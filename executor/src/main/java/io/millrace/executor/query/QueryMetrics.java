package io.millrace.executor.query;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What a running query counts. <b>Threading:</b> any thread. */
public final class QueryMetrics {
    public final LongAdder rowsIn = new LongAdder();
    public final LongAdder rowsOut = new LongAdder();
    public final LongAdder rowsLate = new LongAdder();
    /** Of them, those that each scan has left out, by its id. */
    public final Map<String, LongAdder> rowsLateByScan = new ConcurrentSkipListMap<>();

    public final LongAdder rowsRejected = new LongAdder();
}
