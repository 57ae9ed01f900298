package io.millrace.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views as they were at a time. */
class TimeTravelTest {
    @TempDir
    private Path directory;

    private Connection open() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:millrace:" + directory.resolve("db") + "?checkpoint.interval=0 ms&checkpoint.kept=1");
    }

    private static String moment(Statement statement) throws SQLException {
        // A checkpoint is of the moment at which it begins: nobody can ask for a time within the microsecond before.
        try (ResultSet row = statement.executeQuery("SELECT now()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toString().replace('T', ' ');
        }
    }

    private static List<String> totals(Statement statement, String moment) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("SELECT item, total FROM totals FOR SYSTEM_TIME AS OF"
                + " TIMESTAMP WITH TIME ZONE '" + moment + "' ORDER BY item")) {
            while (result.next()) {
                rows.add(result.getString(1) + " " + result.getLong(2));
            }
        }
        return rows;
    }

    private static void sell(Statement statement, String item, int pieces) throws SQLException {
        statement.execute("INSERT INTO sales VALUES ('" + item + "', " + pieces + ")");
        statement.execute("CHECKPOINT");
    }

    @Test
    void aViewIsReadAsItWasForAsLongAsItsHistoryIsRetained() throws SQLException {
        String before;
        String one;
        String two;
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE sales (item VARCHAR, pieces INTEGER)");
            statement.execute("CREATE MATERIALIZED VIEW totals WITH ('retain-history' = '1 h') AS"
                    + " SELECT item, SUM(pieces) AS total FROM sales GROUP BY item");
            statement.execute("CREATE MATERIALIZED VIEW other AS SELECT * FROM sales");
            before = moment(statement);
            sell(statement, "pen", 1);
            one = moment(statement);
            sell(statement, "ink", 2);
            two = moment(statement);
            sell(statement, "pen", 3);
            sell(statement, "pen", 4);

            assertThat(totals(statement, two)).containsExactly("ink 2", "pen 1");
            assertThat(statement.getWarnings().getMessage())
                    .contains("public.totals is read as of")
                    .contains("(checkpoint");
            assertThat(totals(statement, one)).containsExactly("pen 1");
            assertThatThrownBy(() -> totals(statement, before))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("is not held any more, or was not yet: held are");
        }
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            assertThat(totals(statement, one)).containsExactly("pen 1");
            assertThatThrownBy(() -> statement.executeQuery(
                            "SELECT * FROM other FOR SYSTEM_TIME AS OF TIMESTAMP WITH TIME ZONE '" + one + "'"))
                    .hasMessageContaining("is not held any more");
            statement.execute("ALTER QUERY totals SET ('retain-history' = '0 s')");
            statement.execute("CHECKPOINT");
            assertThatThrownBy(() -> totals(statement, one)).hasMessageContaining("is not held any more");
        }
    }
}
