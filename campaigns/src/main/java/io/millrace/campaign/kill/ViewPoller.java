package io.millrace.campaign.kill;

import io.millrace.campaign.process.Client;
import io.millrace.campaign.process.Findings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads epochs and views. Nothing may ever go back, and what the view of
 * sums shows must be right for some prefix of the file.
 *
 * <p><b>Threading:</b> the thread of its client; counters from any.
 */
final class ViewPoller implements Client.Work {
    private final BidPrefixes prefixes;
    private final Findings findings;
    private final Map<String, Long> newest = new HashMap<>();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong checkpointNewest = new AtomicLong();
    private final AtomicLong bidsNewest = new AtomicLong();
    private final AtomicLong checkpointMillisMax = new AtomicLong();

    ViewPoller(BidPrefixes prefixes, Findings findings) {
        this.prefixes = prefixes;
        this.findings = findings;
    }

    long reads() {
        return reads.get();
    }

    /** The newest checkpoint that was seen; 0 if none was. */
    long checkpointNewest() {
        return checkpointNewest.get();
    }

    /** How many bids a view has shown. */
    long bidsNewest() {
        return bidsNewest.get();
    }

    /** How long the slowest checkpoint that was seen took. */
    long checkpointMillisMax() {
        return checkpointMillisMax.get();
    }

    @Override
    public void once(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT name, epoch FROM sys.queries")) {
            while (rows.next()) {
                if (KillTables.queries().contains(rows.getString(1))) {
                    notBack("the epoch of " + rows.getString(1), rows.getLong(2));
                }
            }
        }
        for (String view : List.of("q3", "q5")) {
            try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + view)) {
                rows.next();
                notBack("the number of rows in " + view, rows.getLong(1));
                reads.incrementAndGet();
            }
        }
        try (ResultSet rows = statement.executeQuery("SELECT SUM(total_bids), SUM(sum_price) FROM q17")) {
            rows.next();
            long bids = rows.getLong(1);
            long sum = rows.getLong(2);
            notBack("the number of bids in q17", bids);
            bidsNewest.set(bids);
            reads.incrementAndGet();
            if (!prefixes.isOne(bids, sum)) {
                findings.add(
                        "q17 shows " + bids + " bids and " + sum + " as the sum of their prices, which is no prefix");
            }
        }
        try (ResultSet rows = statement.executeQuery(
                "SELECT MAX(id), MAX(duration_ms) FROM sys.checkpoints WHERE state = 'COMPLETED'")) {
            if (rows.next()) {
                checkpointNewest.accumulateAndGet(rows.getLong(1), Math::max);
                checkpointMillisMax.accumulateAndGet(rows.getLong(2), Math::max);
            }
        }
    }

    private void notBack(String what, long value) {
        long before = newest.getOrDefault(what, 0L);
        if (value < before) {
            findings.add(what + " went back from " + before + " to " + value);
        }
        newest.put(what, Math.max(before, value));
    }
}
