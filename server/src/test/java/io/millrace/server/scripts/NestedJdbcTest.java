package io.millrace.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ARRAY, MAP and ROW through JDBC, embedded and through a server alike. */
class NestedJdbcTest {
    @TempDir
    private Path directory;

    private interface Task {
        void run(Connection connection) throws Exception;
    }

    private void with(String place, Task task) throws Exception {
        try (ScriptRun.Place at = place.equals("remote") ? Places.remote(directory, 2) : Places.durable(directory, 2);
                Connection connection = at.connect()) {
            task.run(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "remote"})
    void resultsAreArraysStructsAndMaps(String place) throws Exception {
        with(place, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT ARRAY[DATE '2024-01-02', NULL] AS a, ARRAY[ARRAY[1, 2], ARRAY[3]] AS aa,"
                                    + " CAST(ROW(1, 'x') AS ROW(n BIGINT, t VARCHAR)) AS r, MAP['k', 1.50] AS m,"
                                    + " CAST(NULL AS INTEGER ARRAY) AS none")) {
                assertThat(row.next()).isTrue();
                Array array = row.getArray("a");
                assertThat((Object[]) array.getArray()).containsExactly(Date.valueOf("2024-01-02"), null);
                assertThat((Object[]) array.getArray(2, 1)).containsExactly((Object) null);
                assertThat(array.getBaseType()).isEqualTo(Types.DATE);
                assertThat(array.getBaseTypeName()).isEqualTo("DATE");
                assertThat(row.getObject("a")).isInstanceOf(Array.class);
                assertThat(Arrays.deepToString((Object[]) row.getArray("aa").getArray()))
                        .isEqualTo("[[1, 2], [3]]");
                Struct struct = (Struct) row.getObject("r");
                assertThat(struct.getAttributes()).containsExactly(1L, "x");
                assertThat(row.getObject("m")).isEqualTo(Map.of("k", new BigDecimal("1.50")));
                assertThat(row.getArray("none")).isNull();
                assertThat(row.getString("a")).isEqualTo("[2024-01-02, null]");
                assertThat(row.getString("r")).isEqualTo("(1, x)");
                assertThat(row.getMetaData().getColumnType(1)).isEqualTo(Types.ARRAY);
                assertThat(row.getMetaData().getColumnType(3)).isEqualTo(Types.STRUCT);
                assertThat(row.getMetaData().getColumnType(4)).isEqualTo(Types.JAVA_OBJECT);
                assertThat(row.getMetaData().getColumnTypeName(2)).isEqualTo("INTEGER ARRAY ARRAY");
                assertThat(row.getMetaData().getColumnTypeName(3)).isEqualTo("ROW(n BIGINT, t VARCHAR)");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "remote"})
    void parametersAreArraysStructsAndMaps(String place) throws Exception {
        with(place, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a BIGINT ARRAY, s VARCHAR(3) ARRAY,"
                        + " r ROW(x INTEGER, y DATE), m MAP<VARCHAR, DOUBLE>)");
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?)")) {
                insert.setInt(1, 1);
                insert.setArray(2, connection.createArrayOf("BIGINT", new Object[] {1, null, 3L}));
                insert.setObject(3, new String[] {"a", "b"});
                insert.setObject(4, connection.createStruct("ROW", new Object[] {7, Date.valueOf("2024-02-29")}));
                insert.setObject(5, Map.of("k", 2.5));
                assertThat(insert.executeUpdate()).isEqualTo(1);
                insert.setInt(1, 2);
                insert.setObject(2, List.of(4, 5));
                insert.setObject(3, List.of("much too long"));
                insert.setObject(4, null);
                insert.setObject(5, null);
                assertThatThrownBy(insert::executeUpdate)
                        .isInstanceOf(SQLException.class)
                        .extracting(e -> ((SQLException) e).getSQLState())
                        .isEqualTo("22001");
                insert.setObject(2, List.of("x"));
                insert.setObject(3, null);
                assertThatThrownBy(insert::executeUpdate)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("parameter 2");
            }
            try (PreparedStatement select = connection.prepareStatement("SELECT a, s, r, m FROM t WHERE a = ?")) {
                select.setObject(1, Arrays.asList(1L, null, 3L));
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isEqualTo("[1, null, 3]");
                    assertThat(row.getString(2)).isEqualTo("[a, b]");
                    assertThat(row.getString(3)).isEqualTo("(7, 2024-02-29)");
                    assertThat(row.getString(4)).isEqualTo("{k=2.5}");
                    assertThat(row.next()).isFalse();
                }
            }
        });
    }
}
