package io.millrace.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of more columns than a byte counts, through the log, the state, views and results. */
class WideTableTest {
    private static final int COLUMNS = 300;

    @TempDir
    private Path directory;

    @Test
    void keepsThreeHundredColumns() throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE w (" + list(i -> "c" + i + (isText(i) ? " VARCHAR" : " INTEGER")) + ")");
            statement.execute("CREATE MATERIALIZED VIEW filtered AS SELECT * FROM w WHERE c1 > 0");
            statement.execute("CREATE MATERIALIZED VIEW once AS SELECT DISTINCT * FROM w");
            statement.execute("CREATE MATERIALIZED VIEW most AS SELECT c1 % 1 AS k, "
                    + list(i -> "MAX(c" + i + ")" + " AS m" + i) + " FROM w GROUP BY c1 % 1");
            statement.execute("CREATE MATERIALIZED VIEW joined AS SELECT a.* FROM w AS a JOIN w AS b ON a.c1 = b.c1");
            statement.execute("CREATE MATERIALIZED VIEW first AS SELECT " + list(i -> "c" + i)
                    + " FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY c1 DESC) AS place FROM w) WHERE place = 1");
            statement.execute("INSERT INTO w VALUES (" + list(i -> value(i, 7)) + ")");
            check(statement, 7);
        }
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            check(statement, 7);
            statement.execute("UPDATE w SET " + list(i -> "c" + i + " = " + value(i, 8)));
            check(statement, 8);
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:millrace:" + directory);
    }

    private static boolean isText(int column) {
        return column % 3 == 0;
    }

    private static String value(int column, int add) {
        return isText(column) ? "'t" + (column + add) + "'" : "" + (column + add);
    }

    private static String list(IntFunction<String> item) {
        return IntStream.range(0, COLUMNS).mapToObj(item).collect(Collectors.joining(", "));
    }

    private static void check(Statement statement, int add) throws SQLException {
        List<String> expected = new ArrayList<>();
        IntStream.range(0, COLUMNS).forEach(i -> expected.add(value(i, add).replace("'", "")));
        for (String name : List.of("w", "filtered", "once", "most", "joined", "first")) {
            try (ResultSet rows = statement.executeQuery("SELECT * FROM " + name)) {
                assertThat(rows.next()).as(name).isTrue();
                int skipped = rows.getMetaData().getColumnCount() - COLUMNS;
                List<String> found = new ArrayList<>();
                for (int i = 1; i <= COLUMNS; i++) {
                    found.add(rows.getString(i + skipped));
                }
                assertThat(found).as(name).isEqualTo(expected);
                assertThat(rows.next()).as(name).isFalse();
            }
        }
    }
}
