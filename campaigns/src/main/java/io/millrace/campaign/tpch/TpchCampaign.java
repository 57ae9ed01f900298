package io.millrace.campaign.tpch;

import io.millrace.campaign.answer.DuckDb;
import io.millrace.campaign.answer.Rows;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the 22 queries as materialized views while orders are inserted and deleted and other rows updated; after each round
 * every view must be what DuckDB answers over the same tables.
 *
 * <p>A view is a set of rows: the queries are taken without their last ORDER BY, and without the LIMIT behind it, by which
 * rows that sort alike would be left to chance.
 */
public final class TpchCampaign {
    private static final int QUERIES = 22;

    private final TpchOptions options;
    private final Path directory;
    private final PrintWriter out;
    private final List<String> findings = new ArrayList<>();
    private final TpchData data;
    private final Random random;
    private int nextOrder = 1;
    private int firstOrder = 1;

    /** @param directory an empty one */
    public TpchCampaign(TpchOptions options, Path directory, PrintWriter out) {
        this.options = options;
        this.directory = directory;
        this.out = out;
        data = new TpchData(options.scale(), options.seed());
        random = new Random(~options.seed());
    }

    /** Runs it, and says what was found wrong; nothing if all is well. */
    public List<String> run() throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(options.url());
                Statement statement = connection.createStatement();
                DuckDb duckDb = DuckDb.open()) {
            statement.execute("SET parallelism = " + options.parallelism());
            create(statement, duckDb);
            for (int query = 1; query <= QUERIES; query++) {
                statement.execute("CREATE MATERIALIZED VIEW " + name(query) + " AS " + text(query));
            }
            compare("at the beginning", statement, duckDb);
            for (int round = 1; round <= options.rounds(); round++) {
                change(statement, duckDb);
                compare("after round " + round, statement, duckDb);
            }
        }
        return List.copyOf(findings);
    }

    private void create(Statement statement, DuckDb duckDb) throws IOException, SQLException {
        for (List<String> tables : List.of(TpchTables.BASE, TpchTables.ORDERS)) {
            for (String table : tables) {
                String create = "CREATE TABLE " + table + " (" + TpchTables.columns(table) + ", PRIMARY KEY ("
                        + TpchTables.key(table) + "))";
                statement.execute(create);
                duckDb.execute(create);
            }
        }
        Path base = Files.createDirectories(directory.resolve("base"));
        data.writeBase(base);
        load(TpchTables.BASE, base, statement, duckDb);
        insertOrders(options.orders(), statement, duckDb);
    }

    private void insertOrders(int count, Statement statement, DuckDb duckDb) throws IOException, SQLException {
        Path folder = Files.createDirectories(directory.resolve("orders-" + nextOrder));
        data.writeOrders(folder, nextOrder, nextOrder + count);
        nextOrder += count;
        load(TpchTables.ORDERS, folder, statement, duckDb);
    }

    private static void load(List<String> tables, Path folder, Statement statement, DuckDb duckDb) throws SQLException {
        for (String table : tables) {
            Path file = folder.resolve(table + ".csv");
            statement.execute("CREATE TABLE loaded (" + TpchTables.columns(table)
                    + ") WITH ('connector' = 'filesystem',"
                    + " 'format' = 'csv', 'csv.header' = 'false', 'csv.null' = '\\N', 'path' = '" + file + "')");
            statement.execute("INSERT INTO " + table + " SELECT * FROM loaded");
            statement.execute("DROP TABLE loaded");
            duckDb.execute("COPY " + table + " FROM '" + file + "' (FORMAT csv, HEADER false, NULLSTR '\\N')");
        }
    }

    /** The two refresh functions of the benchmark, and updates of what does not change there. */
    private void change(Statement statement, DuckDb duckDb) throws IOException, SQLException {
        insertOrders(options.ordersPerRound(), statement, duckDb);
        int until = firstOrder + options.ordersPerRound();
        for (String sql : List.of(
                "DELETE FROM lineitem WHERE l_orderkey < " + until,
                "DELETE FROM orders WHERE o_orderkey < " + until,
                "UPDATE partsupp SET ps_supplycost = ps_supplycost + 1, ps_availqty = ps_availqty - 1 WHERE ps_partkey % 7 = "
                        + random.nextInt(7),
                "UPDATE customer SET c_acctbal = -c_acctbal, c_mktsegment = 'BUILDING' WHERE c_custkey % 11 = "
                        + random.nextInt(11),
                "UPDATE lineitem SET l_quantity = l_quantity + 1, l_returnflag = 'R' WHERE l_orderkey % 13 = "
                        + random.nextInt(13),
                "UPDATE supplier SET s_nationkey = (s_nationkey + 1) % 25 WHERE s_suppkey % 9 = "
                        + random.nextInt(9))) {
            statement.execute(sql);
            duckDb.execute(sql);
        }
        firstOrder = until;
    }

    private void compare(String when, Statement statement, DuckDb duckDb) throws IOException, SQLException {
        int rows = 0;
        int empty = 0;
        for (int query = 1; query <= QUERIES; query++) {
            Rows expected = duckDb.query(duckDbText(query));
            rows += expected.count();
            empty += expected.count() == 0 ? 1 : 0;
            int number = query;
            try (ResultSet result = statement.executeQuery("SELECT * FROM " + name(query))) {
                Rows.read(result)
                        .difference(expected)
                        .ifPresent(difference -> findings.add(name(number) + " " + when + ": " + difference));
            }
        }
        out.println(String.format(
                Locale.ROOT,
                "%s: %d views with %,d rows together, %d of them empty; %d findings",
                when,
                QUERIES,
                rows,
                empty,
                findings.size()));
        out.flush();
    }

    private static String name(int query) {
        return String.format(Locale.ROOT, "q%02d", query);
    }

    private static String text(int query) throws IOException {
        String text = resource(name(query) + ".sql");
        if (text == null) {
            throw new FileNotFoundException(name(query) + ".sql");
        }
        return text;
    }

    /** Our own text, unless there is one in DuckDB's dialect. */
    private static String duckDbText(int query) throws IOException {
        String text = resource(name(query) + ".duckdb.sql");
        return text == null ? text(query) : text;
    }

    private static @Nullable String resource(String name) throws IOException {
        try (InputStream in = TpchCampaign.class.getResourceAsStream(name)) {
            if (in == null) {
                return null;
            }
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            int order = sql.lastIndexOf("ORDER BY");
            return order < 0 ? sql : sql.substring(0, order);
        }
    }
}
