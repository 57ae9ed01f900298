package io.millrace.campaign.crash;

import io.millrace.campaign.answer.DuckDb;
import io.millrace.campaign.answer.Rows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must be there, by DuckDB: it reads the files of events itself, and gets the entries that were acknowledged. It also
 * keeps what the sinks have shown, and takes their files away.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Truth implements AutoCloseable {
    private static final String COPIED = "copied";
    private static final String WINDOWS = "windows";

    private final DuckDb duckDb = DuckDb.open();
    private final Path events;
    private final Path sinks;
    private final Path taken;
    /** Events from one number on up to another one, which went to the sinks in one timeline. */
    private final List<Piece> pieces = new ArrayList<>();

    private long base;

    private record Piece(long from, long to) {}

    /** @param taken where what the sinks have shown is kept */
    Truth(Path events, Path sinks, Path taken) throws SQLException, IOException {
        this.events = events;
        this.sinks = sinks;
        this.taken = Files.createDirectories(taken);
        for (String sink : List.of(COPIED, WINDOWS)) {
            Files.writeString(taken(sink), "");
        }
    }

    private Path taken(String sink) {
        return taken.resolve(sink + ".json");
    }

    /** Loads what there is. */
    void load(Map<Long, Entries.Row> entries) throws SQLException {
        duckDb.execute("CREATE OR REPLACE TABLE event AS SELECT * FROM read_json('" + events
                + "/*.json', format = 'newline_delimited',"
                + " columns = {id: 'BIGINT', k: 'INTEGER', v: 'BIGINT', ts: 'TIMESTAMP'})");
        duckDb.execute("CREATE OR REPLACE TABLE entry (id BIGINT, event BIGINT, amount BIGINT)");
        if (!entries.isEmpty()) {
            duckDb.execute("INSERT INTO entry VALUES "
                    + entries.entrySet().stream()
                            .map(entry -> "(" + entry.getKey() + ", "
                                    + entry.getValue().event() + ", "
                                    + entry.getValue().amount() + ")")
                            .collect(Collectors.joining(", ")));
        }
    }

    Rows answer(String sql) throws SQLException {
        return duckDb.query(sql);
    }

    /** The database was put back, with everything up to one event committed, to where only an earlier one was. */
    void rolledBack(long newest, long to) {
        pieces.add(new Piece(base, newest));
        base = to;
    }

    /** Takes the visible files of the sinks, and says what is wrong with all that were ever taken. */
    List<String> compareSinks(long newest) throws SQLException, IOException {
        List<Piece> all = new ArrayList<>(pieces);
        all.add(new Piece(base, newest));
        List<String> wrong = new ArrayList<>();
        compare(
                COPIED,
                "{id: 'BIGINT', k: 'INTEGER', v: 'BIGINT'}",
                all.stream()
                        .map(piece ->
                                "SELECT id, k, v FROM event WHERE id > " + piece.from() + " AND id <= " + piece.to())
                        .collect(Collectors.joining(" UNION ALL ")),
                wrong);
        compare(
                WINDOWS,
                "{window_start: 'TIMESTAMP', window_end: 'TIMESTAMP', k: 'INTEGER', n: 'BIGINT', total: 'BIGINT'}",
                all.stream()
                        .map(piece -> "SELECT * FROM (" + CrashTables.windowsUpTo(timeOf(piece.to()))
                                + ") WHERE window_end > " + timeOf(piece.from()))
                        .collect(Collectors.joining(" UNION ALL ")),
                wrong);
        return wrong;
    }

    private static String timeOf(long event) {
        return "(SELECT COALESCE(MAX(ts), TIMESTAMP '1970-01-01 00:00:00') FROM event WHERE id <= " + event + ")";
    }

    private void compare(String sink, String columns, String expected, List<String> wrong)
            throws SQLException, IOException {
        take(sink);
        Rows found = duckDb.query("SELECT * FROM read_json('" + taken(sink)
                + "', format = 'newline_delimited', columns = " + columns + ")");
        found.difference(duckDb.query(expected))
                .ifPresent(difference -> wrong.add("part files " + sink + ": " + difference));
    }

    private void take(String sink) throws IOException {
        try (Stream<Path> files = Files.list(sinks.resolve(sink));
                OutputStream out = Files.newOutputStream(taken(sink), StandardOpenOption.APPEND)) {
            for (Path file : files.filter(Truth::isVisible).toList()) {
                Files.copy(file, out);
                Files.delete(file);
            }
        }
    }

    private static boolean isVisible(Path file) {
        return !String.valueOf(file.getFileName()).startsWith(".");
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }
}
