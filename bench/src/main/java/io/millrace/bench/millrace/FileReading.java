package io.millrace.bench.millrace;

import io.millrace.bench.engine.Stopwatch;
import io.millrace.connector.nexmark.EventKind;
import io.millrace.connector.nexmark.Nexmark;
import io.millrace.connector.nexmark.NexmarkConfig;
import io.millrace.connector.nexmark.NexmarkFiles;
import io.millrace.spi.type.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.StringJoiner;

/**
 * A filtered aggregate over bids in a file.
 *
 * <p><b>Ownership:</b> close it; the file goes with it. <b>Threading:</b> one thread.
 */
public final class FileReading implements AutoCloseable {
    private static final String PIPELINE = "reading";

    private final Path directory;
    private final Path file;
    private final String format;
    private final long rows;

    /** What one reading took. */
    public record Reading(long rows, long bytes, double seconds, double cpuSeconds) {}

    private FileReading(Path directory, Path file, String format, long rows) {
        this.directory = directory;
        this.file = file;
        this.format = format;
        this.rows = rows;
    }

    /** Writes the file: {@code csv} or {@code json}. */
    public static FileReading of(String format, long events) throws IOException {
        Path directory = Files.createTempDirectory("millrace-bench-files");
        Path file = directory.resolve("bid." + format);
        Nexmark nexmark = new Nexmark(NexmarkConfig.ofEvents(events));
        long rows = format.equals("csv")
                ? NexmarkFiles.writeCsv(nexmark, EventKind.BID, file)
                : NexmarkFiles.writeJson(nexmark, EventKind.BID, file);
        return new FileReading(directory, file, format, rows);
    }

    /** Reads all of it once, in a database of its own on disk. */
    public Reading read(int parallelism) throws SQLException, IOException, InterruptedException {
        Path database = Files.createTempDirectory("millrace-bench");
        Properties properties = new Properties();
        MillraceEngine.SETTINGS.forEach(properties::setProperty);
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:file:" + database, properties);
                Statement statement = connection.createStatement()) {
            statement.execute("SET parallelism = " + parallelism);
            statement.execute("CREATE TABLE bid (" + columns() + ") WITH ('connector' = 'filesystem', 'path' = '" + file
                    + "', 'format' = '" + format + "')");
            statement.execute("CREATE TABLE nowhere (auction BIGINT, bids BIGINT, total BIGINT) WITH ('connector' ="
                    + " 'blackhole', 'totals' = '" + PIPELINE + "')");
            Stopwatch watch = Stopwatch.start();
            statement.execute("CREATE PIPELINE " + PIPELINE + " AS INSERT INTO nowhere SELECT STREAM auction, COUNT(*),"
                    + " SUM(price) FROM bid WHERE price > 1000000 GROUP BY auction");
            PipelineWatch seen = PipelineWatch.until(connection, PIPELINE, watch, rows, Double.POSITIVE_INFINITY);
            return new Reading(rows, Files.size(file), seen.seconds(), seen.cpuSeconds());
        } finally {
            Folders.delete(database);
        }
    }

    private static String columns() {
        StringJoiner columns = new StringJoiner(", ");
        for (Field field : EventKind.BID.columns().fields()) {
            columns.add('"' + field.name() + "\" " + field.type().sqlName() + " NOT NULL");
        }
        return columns.toString();
    }

    @Override
    public void close() throws IOException {
        Folders.delete(directory);
    }
}
