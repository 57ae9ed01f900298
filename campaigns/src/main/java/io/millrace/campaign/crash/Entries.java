package io.millrace.campaign.crash;

import io.millrace.campaign.process.Client;
import io.millrace.campaign.process.Findings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Writes rows of table {@code entry} and takes them away again, and knows which must be there: what was acknowledged. Of what was
 * under way when the server died, either may be.
 *
 * <p><b>Threading:</b> the thread of its client; the rest is called when that has ended.
 */
final class Entries implements Client.Work {
    private static final int ROWS_KEPT = 300;
    private static final String DISK_FULL = "53100";

    private final long base;
    private final Random random;
    private final Findings findings;
    private final LongSupplier newestEvent;
    private final AtomicBoolean diskFull;
    private final AtomicLong refused;
    private final TreeMap<Long, Row> there = new TreeMap<>();
    /** Under way when the server died: the rows as they would be, empty for one that would be gone. */
    private final Map<Long, Optional<Row>> inDoubt = new HashMap<>();

    private long acknowledged;
    private long next;

    record Row(long event, long amount) {}

    /**
     * @param which of the writers
     * @param diskFull whether statements may be refused
     * @param refused counts those that were
     */
    Entries(
            int which,
            long seed,
            Findings findings,
            LongSupplier newestEvent,
            AtomicBoolean diskFull,
            AtomicLong refused) {
        base = which * 1_000_000_000L;
        random = new Random(seed + which);
        this.findings = findings;
        this.newestEvent = newestEvent;
        this.diskFull = diskFull;
        this.refused = refused;
    }

    @Override
    public void once(Statement statement) throws SQLException {
        if (there.size() > ROWS_KEPT && random.nextBoolean()) {
            Long above = there.ceilingKey(base + (long) (random.nextDouble() * next));
            long id = above == null ? there.firstKey() : above;
            change(statement, id, Optional.empty(), "DELETE FROM entry WHERE id = " + id);
        } else {
            long id = base + ++next;
            Row row = new Row(1 + (long) (random.nextDouble() * newestEvent.getAsLong()), random.nextInt(1_000));
            change(
                    statement,
                    id,
                    Optional.of(row),
                    "INSERT INTO entry VALUES (" + id + ", " + row.event() + ", " + row.amount() + ")");
        }
    }

    private void change(Statement statement, long id, Optional<Row> after, String sql) throws SQLException {
        inDoubt.put(id, after);
        try {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            if (DISK_FULL.equals(e.getSQLState()) && diskFull.get()) {
                // It says that it has done nothing.
                inDoubt.remove(id);
                refused.incrementAndGet();
                return;
            }
            throw e;
        }
        inDoubt.remove(id);
        acknowledged++;
        set(id, after);
    }

    private void set(long id, Optional<Row> row) {
        row.ifPresentOrElse(value -> there.put(id, value), () -> there.remove(id));
    }

    long acknowledged() {
        return acknowledged;
    }

    Map<Long, Row> rows() {
        return there;
    }

    /** Compares with the table, and learns what has become of what was under way. */
    void settle(Statement statement) throws SQLException {
        Map<Long, Row> found = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT id, event, amount FROM entry WHERE id BETWEEN " + base + " AND " + (base + 999_999_999))) {
            while (rows.next()) {
                found.put(rows.getLong(1), new Row(rows.getLong(2), rows.getLong(3)));
            }
        }
        for (Entry<Long, Optional<Row>> doubt : Map.copyOf(inDoubt).entrySet()) {
            if (Optional.ofNullable(found.get(doubt.getKey())).equals(doubt.getValue())) {
                set(doubt.getKey(), doubt.getValue());
            }
        }
        inDoubt.clear();
        Set<Long> ids = new HashSet<>(found.keySet());
        ids.addAll(there.keySet());
        for (long id : ids) {
            Row expected = there.get(id);
            Row row = found.get(id);
            if (expected == null) {
                findings.add("entry " + id + " is there, though nobody wrote it or it was taken away: " + row);
            } else if (!expected.equals(row)) {
                findings.add("entry " + id + " was acknowledged as " + expected + " and is " + row);
            }
        }
    }

    /** The database goes back to another point in time. */
    void goBackTo(Map<Long, Row> rows) {
        there.clear();
        there.putAll(rows);
    }
}
