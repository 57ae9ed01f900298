package io.millrace.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views that begin from a savepoint after files that it had read are gone. */
class FromSavepointTest {
    private static final String PER_K = "SELECT k, sum(v) AS v FROM input GROUP BY k";

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasReadAndRefusesToMakeAnewWhatCannotBeReadAgain() throws Exception {
        Path files = Files.createDirectory(folder.resolve("input"));
        Files.writeString(files.resolve("a.csv"), "k,v\nx,1\ny,2\n");
        Files.writeString(files.resolve("b.csv"), "k,v\nx,10\n");
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:file:" + folder.resolve("db"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE input (k VARCHAR, v INTEGER) WITH ('connector' = 'filesystem', 'path' = '"
                    + files + "', 'format' = 'csv', 'monitor-interval' = '20 ms')");
            statement.execute("CREATE MATERIALIZED VIEW per_k AS " + PER_K);
            await(statement, "SELECT sum(v) FROM per_k", 13);
            statement.execute("SAVEPOINT s");
            Files.writeString(files.resolve("c.csv"), "k,v\ny,100\n");

            statement.execute("CREATE MATERIALIZED VIEW kept FROM SAVEPOINT s AS SELECT * FROM (" + PER_K
                    + ") AS old WHERE v > 0");
            assertThat(statement.getWarnings().getNextWarning().getMessage()).contains("kept, as aggregate-1");
            await(statement, "SELECT sum(v) FROM kept", 113);

            Files.delete(files.resolve("b.csv"));
            String other = "AS SELECT v, count(*) AS n FROM input GROUP BY v";
            assertThatThrownBy(() -> statement.execute("CREATE MATERIALIZED VIEW anew FROM SAVEPOINT s " + other))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("GroupAggregate aggregate-1: dropped")
                    .hasMessageContaining("b.csv\", which the savepoint has read, is gone")
                    .hasMessageContaining("ALLOW STATE LOSS")
                    .extracting(error -> ((SQLException) error).getSQLState())
                    .isEqualTo("55000");
            statement.execute("CREATE MATERIALIZED VIEW anew FROM SAVEPOINT s ALLOW STATE LOSS " + other);
            await(statement, "SELECT sum(v * n) FROM anew", 103);
        }
    }

    private static void await(Statement statement, String query, long expected) throws SQLException {
        long until = System.nanoTime() + 30_000_000_000L;
        long found = Long.MIN_VALUE;
        while (found != expected && System.nanoTime() < until) {
            try (ResultSet rows = statement.executeQuery(query)) {
                rows.next();
                found = rows.getLong(1);
            }
        }
        assertThat(found).as(query).isEqualTo(expected);
    }
}
