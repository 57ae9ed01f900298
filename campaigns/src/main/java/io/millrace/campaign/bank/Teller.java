package io.millrace.campaign.bank;

import io.millrace.campaign.process.Client;
import io.millrace.campaign.process.Findings;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** Moves money. <b>Threading:</b> a thread of its own. */
final class Teller implements Client.Work {
    private static final int AMOUNT_MAX = 100;
    private static final int ID_BITS = 40;
    /** After so many transfers it looks whether its last one shows in the view, too. */
    private static final int LOOKS_EVERY = 16;

    private final int number;
    private final BankOptions options;
    private final Ledger ledger;
    private final Findings findings;
    private final Random random;
    private long transfers;

    Teller(int number, BankOptions options, Ledger ledger, Findings findings) {
        this.number = number;
        this.options = options;
        this.ledger = ledger;
        this.findings = findings;
        random = new Random(31 * options.seed() + number);
    }

    Ledger ledger() {
        return ledger;
    }

    @Override
    public void once(Statement statement) throws SQLException, IOException {
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
