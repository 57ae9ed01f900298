package io.millrace.campaign.bank;

import io.millrace.campaign.kill.Findings;
import io.millrace.campaign.process.MortalServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Reads both views in one query: they must agree at every moment. <b>Threading:</b> a thread of its own. */
final class Auditor implements Runnable {
    private static final long GONE_MILLIS = 20;
    private static final String BOTH =
            "SELECT bank, balance FROM bank_balance UNION ALL SELECT -1, balance FROM total_balance";

    private final BankOptions options;
    private final MortalServer server;
    private final Findings findings;
    private final AtomicLong reads;
    private final Set<Long> distributions;
    private volatile boolean stopped;

    /**
     * @param reads counts the readings of all auditors
     * @param distributions hashes of the distributions they saw
     */
    Auditor(BankOptions options, MortalServer server, Findings findings, AtomicLong reads, Set<Long> distributions) {
        this.options = options;
        this.server = server;
        this.findings = findings;
        this.reads = reads;
        this.distributions = distributions;
    }

    static Set<Long> noDistributions() {
        return ConcurrentHashMap.newKeySet();
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                int life = server.servedLife();
                if (life == 0) {
                    TimeUnit.MILLISECONDS.sleep(GONE_MILLIS);
                    continue;
                }
                try {
                    readOn(life);
                } catch (SQLException e) {
                    if (server.servedLife() == life && !stopped) {
                        findings.add("an auditor failed while the server was there: " + e.getSQLState() + " "
                                + e.getMessage());
                        TimeUnit.MILLISECONDS.sleep(GONE_MILLIS);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readOn(int life) throws SQLException, InterruptedException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            while (!stopped && server.servedLife() == life) {
                look(statement);
                reads.incrementAndGet();
            }
        }
    }

    private void look(Statement statement) throws SQLException {
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
    }

    private static long hash(long[] balances) {
        long hash = 17;
        for (long balance : balances) {
            hash = hash * 0x9E3779B97F4A7C15L + balance;
        }
        return hash;
    }
}
