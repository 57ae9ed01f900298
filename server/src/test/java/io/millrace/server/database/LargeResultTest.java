package io.millrace.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that are larger than any memory: what is read of them comes soon, and what cannot be kept is refused. */
@Timeout(120)
class LargeResultTest {
    private Connection connection;

    @BeforeEach
    void fill() throws SQLException {
        connection = DriverManager.getConnection("jdbc:millrace:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (k INTEGER, v BIGINT)");
            statement.execute("INSERT INTO t SELECT 1, n FROM generate_series(1, 20000) AS s (n)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a.v, b.v FROM t AS a JOIN t AS b ON a.k = b.k",
                "SELECT a.v, b.v FROM t AS a LEFT JOIN t AS b ON a.k = b.k",
                "SELECT a.v, b.v FROM t AS a RIGHT JOIN t AS b ON a.k = b.k AND a.v > 0",
                "SELECT a.v, b.v FROM t AS a FULL JOIN t AS b ON a.k = b.k",
                "SELECT a.k, b.v FROM (SELECT k, v, COUNT(*) FROM t GROUP BY k, v) AS a"
                        + " LEFT JOIN t AS b ON a.k = b.k"
            })
    void firstRowsComeBeforeAllAreMade(String join) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(10);
            int count = 0;
            try (ResultSet rows = statement.executeQuery(join)) {
                while (rows.next()) {
                    count++;
                }
            }
            assertThat(count).isEqualTo(10);
        }
        connection.close();
    }

    @Test
    void whatDoesNotFitIntoMemoryIsRefusedAndTheDatabaseGoesOn() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() ->
                            statement.execute("INSERT INTO t SELECT a.k, b.v FROM t AS a JOIN t AS b ON a.k = b.k"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53200"));
            try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM t")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(20_000);
            }
        }
        connection.close();
    }
}
