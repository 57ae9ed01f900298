package io.millrace.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints that lie where somebody says. */
class SavepointFolderTest {
    @TempDir
    private Path directory;

    private static Connection open(String place, Object savepoints) throws SQLException {
        return DriverManager.getConnection("jdbc:millrace:" + place + "?savepoint.dir=" + savepoints);
    }

    private static void createTableAndView(Statement statement) throws SQLException {
        statement.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)");
        statement.execute("CREATE MATERIALIZED VIEW n AS SELECT COUNT(*) AS n FROM t");
    }

    private static List<String> read(Statement statement, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    @Test
    void aDatabaseInMemoryLeavesItsSavepointsToTheNext() throws SQLException, IOException {
        Path folder = Files.createDirectories(directory.resolve("points"));
        Files.writeString(Files.createDirectories(folder.resolve("other")).resolve("file"), "not ours");
        try (Connection connection = open("", folder);
                Statement statement = connection.createStatement()) {
            createTableAndView(statement);
            statement.execute("INSERT INTO t VALUES (1), (2)");
            statement.execute("SAVEPOINT s");
            statement.execute("INSERT INTO t VALUES (3)");
            assertThat(read(statement, "SELECT n FROM n FOR SYSTEM_TIME AS OF SAVEPOINT s"))
                    .containsExactly("2");
            statement.execute("ROLLBACK TO SAVEPOINT s");
            assertThat(read(statement, "SELECT n FROM n")).containsExactly("2");
        }
        try (Connection connection = open("", folder.toUri());
                Statement statement = connection.createStatement()) {
            assertThat(read(statement, "SELECT name FROM sys.savepoints")).containsExactly("s");
            createTableAndView(statement);
            statement.execute("INSERT INTO t VALUES (7)");
            statement.execute("ROLLBACK TO SAVEPOINT s");
            assertThat(read(statement, "SELECT n FROM n")).containsExactly("2");
            statement.execute("INSERT INTO t VALUES (4)");
            assertThat(read(statement, "SELECT n FROM n")).containsExactly("3");
            statement.execute("RELEASE SAVEPOINT s");
            assertThat(read(statement, "SELECT name FROM sys.savepoints")).isEmpty();
        }
        assertThat(folder.resolve("other").resolve("file")).exists();
    }

    @Test
    void aFolderThatIsMovedIsTheSame() throws SQLException, IOException {
        Path folder = directory.resolve("points");
        Path moved = directory.resolve("moved here");
        String database = directory.resolve("db").toString();
        try (Connection connection = open(database, folder);
                Statement statement = connection.createStatement()) {
            createTableAndView(statement);
            statement.execute("INSERT INTO t VALUES (1)");
            statement.execute("SAVEPOINT s");
            statement.execute("INSERT INTO t VALUES (2)");
        }
        Files.move(folder, moved);
        try (Connection connection = open(database, moved);
                Statement statement = connection.createStatement()) {
            assertThat(read(statement, "SELECT n FROM n")).containsExactly("2");
            statement.execute("ROLLBACK TO SAVEPOINT s");
            assertThat(read(statement, "SELECT n FROM n")).containsExactly("1");
            statement.execute("STOP QUERY n WITH SAVEPOINT halt");
            statement.execute("INSERT INTO t VALUES (3)");
            statement.execute("RESUME QUERY n");
            assertThat(read(statement, "SELECT n FROM n")).containsExactly("2");
        }
    }

    @Test
    void theFolderMayLieOnAnotherFileSystem() throws SQLException, IOException {
        Path memory = Path.of("/dev/shm");
        Assumptions.assumeTrue(
                Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(directory)));
        Path folder = Files.createTempDirectory(memory, "millrace-savepoints-");
        try (Connection connection = open(directory.resolve("db").toString(), folder);
                Statement statement = connection.createStatement()) {
            createTableAndView(statement);
            statement.execute("INSERT INTO t VALUES (1)");
            statement.execute("SAVEPOINT s");
            statement.execute("INSERT INTO t VALUES (2)");
            statement.execute("ROLLBACK TO SAVEPOINT s");
            assertThat(read(statement, "SELECT n FROM n")).containsExactly("1");
            statement.execute("RELEASE SAVEPOINT s");
        } finally {
            Files.deleteIfExists(folder.resolve("LOCK"));
            Files.deleteIfExists(folder);
        }
    }

    @Test
    void itBelongsToOneDatabaseAtATime() throws SQLException {
        Path folder = directory.resolve("points");
        try (Connection first = open("", folder);
                Statement statement = first.createStatement()) {
            statement.execute("SHOW savepoint.dir");
            assertThatThrownBy(() -> open("", folder).createStatement().execute("SHOW TABLES"))
                    .hasMessageContaining("the folder of savepoints " + folder + " is open in")
                    .matches(e -> ((SQLException) e).getSQLState().equals("55P03"));
        }
    }

    @Test
    void otherPlacesThanFilesAreRefused() {
        assertThatThrownBy(() -> open("", "s3://bucket/points"))
                .hasMessageContaining("scheme s3:")
                .matches(e -> ((SQLException) e).getSQLState().equals("0A000"));
        assertThatThrownBy(() -> open("", "file://elsewhere/points"))
                .hasMessageContaining("expected a path or a file: URI")
                .matches(e -> ((SQLException) e).getSQLState().equals("22023"));
    }
}
