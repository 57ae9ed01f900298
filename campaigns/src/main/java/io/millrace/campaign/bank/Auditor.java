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

/** Reads both views in one query: they must agree at every moment. <b>Threading:</b> a thread of its own. */
final class Auditor implements Client.Work {
    private static final String BOTH =
            "SELECT bank, balance FROM bank_balance UNION ALL SELECT -1, balance FROM total_balance";

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
        long[] balances = new long[options.banks()];
        long total = 0;
        int rowCount = 0;
        try (ResultSet rows = statement.executeQuery(BOTH)) {
            while (rows.next()) {
                rowCount++;
                if (rows.getInt(1) < 0) {
                    total = rows.getLong(2);
                } else {
                    balances[rows.getInt(1)] += rows.getLong(2);
                }
            }
        }
        long sum = Arrays.stream(balances).sum();
        if (rowCount != options.banks() + 1 || sum != options.total() || total != options.total()) {
            findings.add("the banks have " + Arrays.toString(balances) + ", together " + sum + "; the total is " + total
                    + " instead of " + options.total());
        }
        distributions.add(hash(balances));
        reads.incrementAndGet();
    }

    private static long hash(long[] balances) {
        long hash = 17;
        for (long balance : balances) {
            hash = hash * 0x9E3779B97F4A7C15L + balance;
        }
        return hash;
    }
}
