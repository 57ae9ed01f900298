package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.campaign.process.MortalServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does about files that somebody damaged, and about another one on its directory. */
final class ServerTroubleTest {
    @TempDir
    private Path directory;

    @Test
    void fallsBackToTheCheckpointBeforeADamagedOneAndSaysSo() throws Exception {
        try (MortalServer server = server()) {
            server.start();
            String newest;
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, v BIGINT NOT NULL)");
                statement.execute("CREATE MATERIALIZED VIEW s AS SELECT SUM(v) AS total FROM t");
                statement.execute("INSERT INTO t VALUES (1, 10)");
                statement.execute("CHECKPOINT");
                statement.execute("INSERT INTO t VALUES (2, 20)");
                statement.execute("CHECKPOINT");
                statement.execute("INSERT INTO t VALUES (3, 30)");
                newest = text(statement, "SELECT MAX(id) FROM sys.checkpoints WHERE state = 'COMPLETED'");
            }
            server.kill();
            Path damaged = damage(newest);
            server.start();

            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                assertThat(text(statement, "SELECT COUNT(*) FROM t")).isEqualTo("3");
                assertThat(text(statement, "SELECT total FROM s")).isEqualTo("60");
            }
            long before = Long.parseLong(newest) - 1;
            assertThat(server.logLines())
                    .anyMatch(line -> line.contains("is damaged and is passed over")
                            && line.contains(damaged.getFileName().toString()))
                    .anyMatch(line -> line.contains("recovered from checkpoint " + before + " "));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void writesNothingTwiceAndLosesNothingWhenItFallsBackBehindWhatASinkHas(int damagedCheckpoints) throws Exception {
        Path out = directory.resolve("out");
        try (MortalServer server = server()) {
            server.start();
            long newest;
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                pipelineInto(out, statement);
                for (int round = 0; round < 3; round++) {
                    copyThrough(statement, 10 * round, 10);
                    statement.execute("CHECKPOINT");
                }
                copyThrough(statement, 30, 2);
                newest = Long.parseLong(
                        text(statement, "SELECT MAX(id) FROM sys.checkpoints WHERE state = 'COMPLETED'"));
            }
            assertThat(numbersIn(out)).hasSize(30);
            server.kill();
            for (int i = 0; i < damagedCheckpoints; i++) {
                damage(String.valueOf(newest - i));
            }
            server.start();

            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                copyThrough(statement, 32, 1);
                statement.execute("CHECKPOINT");
            }
            assertThat(numbersIn(out))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(0, 32).boxed().toList());
            assertThat(server.logLines())
                    .anyMatch(line -> line.contains("query public.copy: its sink has everything up to epoch"));
        }
    }

    @Test
    void refusesToWriteTwiceWhatItsLogDoesNotLeadTo() throws Exception {
        Path out = directory.resolve("out");
        Path backup = directory.resolve("backup");
        try (MortalServer server = server()) {
            server.start();
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                pipelineInto(out, statement);
                copyThrough(statement, 1, 1);
                statement.execute("CHECKPOINT");
            }
            server.kill();
            copy(directory.resolve("data"), backup);
            server.start();
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                copyThrough(statement, 2, 1);
                statement.execute("CHECKPOINT");
            }
            server.kill();
        }

        String url = "jdbc:millrace:file:" + backup;
        SQLException refused = catchThrowableOfType(SQLException.class, () -> DriverManager.getConnection(url));

        assertThat(refused.getMessage())
                .contains("the sink \"public.files\" (connector 'filesystem') holds output of query public.copy up to")
                .contains("going on would write rows twice");
        assertThat(refused.getSQLState()).isEqualTo("55000");
        assertThat(numbersIn(out)).containsExactly(1L, 2L);
        Files.move(out, directory.resolve("taken away"));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            assertThat(text(statement, "SELECT state FROM sys.queries WHERE name = 'public.copy'"))
                    .isEqualTo("RUNNING");
        }
    }

    private void pipelineInto(Path out, Statement statement) throws Exception {
        Path in = Files.createDirectories(directory.resolve("in"));
        statement.execute("CREATE TABLE given (n BIGINT NOT NULL) WITH ('connector' = 'filesystem', 'path' = '" + in
                + "', 'format' = 'json', 'monitor-interval' = '10 ms')");
        statement.execute("CREATE TABLE files (n BIGINT NOT NULL) WITH ('connector' = 'filesystem', 'path' = '" + out
                + "', 'format' = 'json')");
        statement.execute("CREATE PIPELINE copy AS INSERT INTO files SELECT STREAM n FROM given");
    }

    /** Gives numbers to the pipeline and waits until it has written them. */
    private void copyThrough(Statement statement, int first, int count) throws Exception {
        String written = "SELECT rows_out FROM sys.queries WHERE name = 'public.copy'";
        long before = Long.parseLong(text(statement, written));
        Path hidden = directory.resolve("in").resolve(".numbers-" + first);
        Files.writeString(
                hidden,
                IntStream.range(first, first + count)
                        .mapToObj(n -> "{\"n\":" + n + "}\n")
                        .collect(Collectors.joining()));
        Files.move(hidden, hidden.resolveSibling("numbers-" + first));
        long rows = before;
        while (rows < before + count) {
            rows = Long.parseLong(text(statement, written));
        }
    }

    private static List<Long> numbersIn(Path out) throws Exception {
        List<Long> numbers = new ArrayList<>();
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("part-"))
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    numbers.add(Long.parseLong(line.replaceAll("[^0-9]", "")));
                }
            }
        }
        return numbers.stream().sorted().toList();
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRemoteSavepointCanBeRolledBackToAfterARestart(boolean killed) throws Exception {
        try (MortalServer server = server()) {
            server.start();
            Savepoint savepoint;
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, v BIGINT NOT NULL)");
                statement.execute("CREATE MATERIALIZED VIEW s AS SELECT SUM(v) AS total FROM t");
                statement.execute("INSERT INTO t VALUES (1, 10), (2, 20)");
                savepoint = connection.setSavepoint("before");
                statement.execute("INSERT INTO t VALUES (3, 30)");
                statement.execute("UPDATE t SET v = 11 WHERE id = 1");
                assertThat(text(statement, "SELECT total FROM s")).isEqualTo("61");
            }
            if (killed) {
                server.kill();
            } else {
                server.stop();
            }
            server.start();
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                assertThat(text(statement, "SELECT total FROM s")).isEqualTo("61");
                connection.rollback(savepoint);
                assertThat(text(statement, "SELECT COUNT(*) FROM t")).isEqualTo("2");
                assertThat(text(statement, "SELECT total FROM s")).isEqualTo("30");
                statement.execute("INSERT INTO t VALUES (3, 3)");
                assertThat(text(statement, "SELECT total FROM s")).isEqualTo("33");
            }
        }
    }

    /** Turns a byte of the largest file of a checkpoint. */
    private Path damage(String checkpoint) throws Exception {
        try (Stream<Path> files = Files.walk(directory.resolve("data").resolve("checkpoints"))) {
            Path file = files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().matches(".*/chk-0*" + checkpoint + "/.*")
                            && !path.endsWith("manifest.json"))
                    .max(Comparator.comparingLong(path -> path.toFile().length()))
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            // In place: a checkpoint shares files with others by links.
            Files.delete(file);
            Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
            return file;
        }
    }

    @Test
    void isToldWhichProcessHoldsTheDirectory() throws Exception {
        try (MortalServer server = server()) {
            server.start();
            String pid =
                    Files.readString(directory.resolve("data").resolve("LOCK")).strip();

            SQLException refused = catchThrowableOfType(
                    SQLException.class,
                    () -> DriverManager.getConnection("jdbc:millrace:file:" + directory.resolve("data")));

            assertThat(refused.getMessage()).contains("process " + pid);
            assertThat(refused.getSQLState()).isEqualTo("55P03");
        }
    }

    @Test
    void losesNothingWhenAClientDiesInTheMiddleOfAResult() throws Exception {
        try (MortalServer server = server()) {
            server.start();
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (id BIGINT PRIMARY KEY)");
                Process client = reader(server);
                assertThat(client.inputReader().readLine()).isNotNull();
                client.destroyForcibly().waitFor();
                statement.execute("INSERT INTO t VALUES (1)");
                statement.execute("CHECKPOINT");
                assertThat(text(statement, "SELECT COUNT(*) FROM t")).isEqualTo("1");
                assertThat(text(statement, "SELECT COUNT(*) FROM sys.queries WHERE state = 'FAILED'"))
                        .isEqualTo("0");
            }
            assertThat(server.stop()).isIn(0, 143);
        }
    }

    /** A client process that reads without end. */
    private static Process reader(MortalServer server) throws Exception {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.millrace.server.cli.Main",
                        "shell",
                        server.url(),
                        "-c",
                        "CREATE TABLE made (id BIGINT NOT NULL) WITH ('connector' = 'datagen',"
                                + " 'rows-per-second' = '1000'); SELECT STREAM id FROM made"))
                .redirectErrorStream(true)
                .start();
    }

    private MortalServer server() throws Exception {
        Path logs = Files.createDirectories(directory.resolve("logs"));
        return new MortalServer(directory.resolve("data"), logs, Map.of("checkpoint.interval", "0s"));
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
