package io.millrace.campaign.bank;

import io.millrace.campaign.process.Client;
import io.millrace.campaign.process.Findings;
import io.millrace.campaign.process.MortalServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tellers move money between accounts with atomic batches, auditors read a chain of five views over the accounts in one query (of
 * each bank, of pairs of banks, of two sides, the total, twice the total), and the server is killed meanwhile. The total never differs; afterwards every transfer that was acknowledged is there, and
 * none that was not asked for.
 */
public final class BankCampaign {
    private static final long LOOK_MILLIS = 20;
    private static final long SECONDS_MAX = 1_800;
    private static final double START_SECONDS = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final BankOptions options;
    private final Path directory;
    private final PrintWriter out;
    private final Findings findings = new Findings();
    private final MortalServer server;
    private final AtomicLong reads = new AtomicLong();
    private final Set<Long> distributions = Auditor.noDistributions();
    private final List<Teller> tellers = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();

    /** @param directory an empty one */
    public BankCampaign(BankOptions options, Path directory, PrintWriter out) throws IOException {
        this.options = options;
        this.directory = directory;
        this.out = out;
        Path logs = Files.createDirectories(directory.resolve("logs"));
        server = new MortalServer(directory.resolve("data"), logs, Map.of("checkpoint.interval", "500ms"));
    }

    /** Runs it, and says what was found wrong; nothing if all is well. */
    public List<String> run() throws IOException, SQLException, InterruptedException {
        try (server) {
            server.start();
            create();
            begin();
            killMeanwhile();
            awaitReads(options.reads());
            end();
            audit();
            server.stop();
        } finally {
            clients.forEach(Client::stop);
            for (Teller teller : tellers) {
                teller.ledger().close();
            }
        }
        if (distributions.size() < options.distinctMin()) {
            findings.add("the readings show " + distributions.size() + " distributions of the money, fewer than "
                    + options.distinctMin());
        }
        say(
                "%,d readings of all five views over %,d different distributions; %s",
                reads.get(),
                distributions.size(),
                findings.none() ? "the total never differed" : findings.count() + " findings");
        return findings.all();
    }

    private void create() throws SQLException, InterruptedException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE account (id BIGINT PRIMARY KEY, bank INTEGER NOT NULL, balance BIGINT NOT NULL)");
            statement.execute("CREATE TABLE transfer (id BIGINT PRIMARY KEY, source BIGINT NOT NULL,"
                    + " target BIGINT NOT NULL, amount BIGINT NOT NULL)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO account VALUES (?, ?, ?)")) {
                for (int account = 0; account < options.accounts(); account++) {
                    insert.setLong(1, account);
                    insert.setInt(2, options.bank(account));
                    insert.setLong(3, BankOptions.OPENING_BALANCE);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            statement.execute("CREATE MATERIALIZED VIEW bank_balance AS"
                    + " SELECT bank, SUM(balance) AS balance FROM account GROUP BY bank");
            statement.execute("CREATE MATERIALIZED VIEW pair_balance AS"
                    + " SELECT bank / 2 AS pair, SUM(balance) AS balance FROM bank_balance GROUP BY bank / 2");
            statement.execute("CREATE MATERIALIZED VIEW side_balance AS"
                    + " SELECT pair % 2 AS side, SUM(balance) AS balance FROM pair_balance GROUP BY pair % 2");
            statement.execute(
                    "CREATE MATERIALIZED VIEW total_balance AS SELECT SUM(balance) AS balance FROM side_balance");
            statement.execute(
                    "CREATE MATERIALIZED VIEW doubled_balance AS SELECT 2 * balance AS balance FROM total_balance");
            statement.execute(
                    "CREATE MATERIALIZED VIEW newest_transfer AS"
                            + " SELECT id / 1099511627776 AS teller, MAX(id) AS newest FROM transfer GROUP BY id / 1099511627776");
        }
    }

    private void begin() throws IOException {
        Path ledgers = Files.createDirectories(directory.resolve("ledgers"));
        for (int i = 0; i < options.tellers(); i++) {
            Ledger ledger = new Ledger(ledgers.resolve("teller-" + i + ".txt"));
            tellers.add(new Teller(i, options, ledger, findings));
        }
        tellers.forEach(teller -> clients.add(new Client("a teller", server, findings, 0, teller)));
        for (int i = 0; i < options.readers(); i++) {
            Auditor auditor = new Auditor(options, findings, reads, distributions);
            clients.add(new Client("an auditor", server, findings, 0, auditor));
        }
        clients.forEach(Client::start);
    }

    private void end() throws InterruptedException {
        clients.forEach(Client::stop);
        for (Client client : clients) {
            client.close();
        }
    }

    /** The kills are spread evenly over the readings, each at a random moment of its share. */
    private void killMeanwhile() throws IOException, InterruptedException, SQLException {
        Random random = new Random(options.seed());
        for (int kill = 1; kill <= options.kills(); kill++) {
            long share = options.reads() / (options.kills() + 1);
            awaitReads(share * kill - share / 2);
            TimeUnit.MILLISECONDS.sleep((long) (random.nextDouble() * START_SECONDS * 1_000));
            server.kill();
            server.start();
            say("kill %d after %,d readings", kill, reads.get());
        }
    }

    private void awaitReads(long count) throws InterruptedException, SQLException {
        long started = System.nanoTime();
        while (reads.get() < count) {
            if (System.nanoTime() - started > SECONDS_MAX * NANOS_PER_SECOND) {
                throw new SQLException("only " + reads.get() + " readings in " + SECONDS_MAX + " s");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Compares the tables with the tellers' own ledgers. */
    private void audit() throws SQLException, InterruptedException {
        Map<Long, Transfer> acknowledged = new HashMap<>();
        Map<Long, Transfer> inDoubt = new HashMap<>();
        for (Teller teller : tellers) {
            acknowledged.putAll(teller.ledger().acknowledged());
            inDoubt.putAll(teller.ledger().inDoubt());
        }
        Map<Long, Transfer> there = new HashMap<>();
        long[] balances = new long[options.accounts()];
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT id, source, target, amount FROM transfer")) {
                while (rows.next()) {
                    Transfer transfer = new Transfer(rows.getLong(1), rows.getInt(2), rows.getInt(3), rows.getLong(4));
                    there.put(transfer.id(), transfer);
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT id, balance FROM account")) {
                while (rows.next()) {
                    balances[rows.getInt(1)] = rows.getLong(2);
                }
            }
        }
        acknowledged.values().stream()
                .filter(transfer -> !transfer.equals(there.get(transfer.id())))
                .forEach(transfer -> findings.add("acknowledged, but not there: " + transfer));
        there.values().stream()
                .filter(transfer ->
                        !acknowledged.containsKey(transfer.id()) && !transfer.equals(inDoubt.get(transfer.id())))
                .forEach(transfer -> findings.add("there, but nobody asked for it: " + transfer));
        compareBalances(there, balances);
        say(
                "%,d transfers acknowledged, all of them there; of %d that a kill cut off, %d happened",
                acknowledged.size(), inDoubt.size(), there.size() - acknowledged.size());
    }

    private void compareBalances(Map<Long, Transfer> transfers, long[] balances) {
        long[] expected = new long[options.accounts()];
        Arrays.fill(expected, BankOptions.OPENING_BALANCE);
        for (Transfer transfer : transfers.values()) {
            expected[transfer.source()] -= transfer.amount();
            expected[transfer.target()] += transfer.amount();
        }
        for (int account = 0; account < balances.length; account++) {
            if (balances[account] != expected[account]) {
                findings.add("account " + account + " has " + balances[account] + ", its transfers come to "
                        + expected[account]);
            }
        }
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
