package io.millrace.campaign.bank;

import io.millrace.campaign.process.Client;
import io.millrace.campaign.process.Findings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Reads all views of the chain in one query: they must agree at every moment. <b>Threading:</b> a thread of its own. */
final class Auditor implements Client.Work {
    private static final String CHAIN = "SELECT 0 AS level, bank AS part, balance FROM bank_balance"
            + " UNION ALL SELECT 1, pair, balance FROM pair_balance"
            + " UNION ALL SELECT 2, side, balance FROM side_balance"
            + " UNION ALL SELECT 3, 0, balance FROM total_balance"
            + " UNION ALL SELECT 4, 0, balance FROM doubled_balance";

    private static final int LEVELS = 5;

    private final BankOptions options;
    private final Findings findings;
    private final AtomicLong reads;
    private final Set<Long> distributions;

    /**
     * @param reads counts the readings of all auditors
     * @param distributions hashes of the distributions they saw
     */
    Auditor(BankOptions options, Findings findings, AtomicLong reads, Set<Long> distributions) {
        this.options = options;
        this.findings = findings;
        this.reads = reads;
        this.distributions = distributions;
    }

    static Set<Long> noDistributions() {
        return ConcurrentHashMap.newKeySet();
    }

    @Override
    public void once(Statement statement) throws SQLException {
        long[][] read = new long[LEVELS][options.banks()];
        int rowCount = 0;
        try (ResultSet rows = statement.executeQuery(CHAIN)) {
            while (rows.next()) {
                rowCount++;
                read[rows.getInt(1)][rows.getInt(2)] += rows.getLong(3);
            }
        }
        long[][] expected = chain(read[0]);
        if (rowCount != rows() || expected[3][0] != options.total() || !Arrays.deepEquals(read, expected)) {
            findings.add("the views have " + rowCount + " rows, " + Arrays.deepToString(read) + ", and not "
                    + Arrays.deepToString(expected) + " with a total of " + options.total());
        }
        distributions.add(hash(read[0]));
        reads.incrementAndGet();
    }

    /** What all views must have when the banks have that. */
    private static long[][] chain(long[] balances) {
        long[][] levels = new long[LEVELS][balances.length];
        levels[0] = balances;
        for (int bank = 0; bank < balances.length; bank++) {
            levels[1][bank / 2] += balances[bank];
            levels[2][bank / 2 % 2] += balances[bank];
            levels[3][0] += balances[bank];
            levels[4][0] += 2 * balances[bank];
        }
        return levels;
    }

    private int rows() {
        int pairs = (options.banks() + 1) / 2;
        return options.banks() + pairs + Math.min(pairs, 2) + 2;
    }

    private static long hash(long[] balances) {
        long hash = 17;
        for (long balance : balances) {
            hash = hash * 0x9E3779B97F4A7C15L + balance;
        }
        return hash;
    }
}
