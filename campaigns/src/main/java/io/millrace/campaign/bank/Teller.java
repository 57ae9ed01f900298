package io.millrace.campaign.bank;

import io.millrace.campaign.kill.Findings;
import io.millrace.campaign.process.MortalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Moves money until it is told to stop, through all lives of the server. <b>Threading:</b> a thread of its own. */
final class Teller implements Runnable {
    private static final long GONE_MILLIS = 20;
    private static final int AMOUNT_MAX = 100;
    private static final int ID_BITS = 40;
    /** After so many transfers it looks whether its last one shows in the view, too. */
    private static final int LOOKS_EVERY = 16;

    private final int number;
    private final BankOptions options;
    private final MortalServer server;
    private final Ledger ledger;
    private final Findings findings;
    private final Random random;
    private long transfers;
    private volatile boolean stopped;

    Teller(int number, BankOptions options, MortalServer server, Ledger ledger, Findings findings) {
        this.number = number;
        this.options = options;
        this.server = server;
        this.ledger = ledger;
        this.findings = findings;
        random = new Random(31 * options.seed() + number);
    }

    void stop() {
        stopped = true;
    }

    Ledger ledger() {
        return ledger;
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
                    serve(life);
                } catch (SQLException e) {
                    if (server.servedLife() == life && !stopped) {
                        findings.add("a teller failed while the server was there: " + e.getSQLState() + " "
                                + e.getMessage());
                        TimeUnit.MILLISECONDS.sleep(GONE_MILLIS);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(int life) throws SQLException, IOException, InterruptedException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            while (!stopped && server.servedLife() == life) {
                Transfer transfer = next();
                for (String sql : transfer.statements()) {
                    statement.addBatch(sql);
                }
                ledger.asked(transfer);
                int[] counts = statement.executeBatch();
                ledger.acknowledged(transfer);
                if (counts.length != 3 || counts[0] != 1 || counts[1] != 1 || counts[2] != 1) {
                    findings.add("a transfer changed something else than three rows");
                }
                if (transfers % LOOKS_EVERY == 0) {
                    lookForOwn(statement, transfer);
                }
            }
        }
    }

    private Transfer next() {
        int source = random.nextInt(options.accounts());
        int target = (source + 1 + random.nextInt(options.accounts() - 1)) % options.accounts();
        transfers++;
        return new Transfer(((long) number << ID_BITS) + transfers, source, target, 1L + random.nextInt(AMOUNT_MAX));
    }

    private void lookForOwn(Statement statement, Transfer transfer) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT newest FROM newest_transfer WHERE teller = " + number)) {
            if (!rows.next() || rows.getLong(1) != transfer.id()) {
                findings.add("a teller did not find in the view the transfer that it had just been acknowledged");
            }
        }
    }
}
