import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/** A client of "bin/millrace server": a savepoint, a mistake, and back to before it. */
public final class RemoteExample {
    public static void main(String[] arguments) throws SQLException {
        String url = arguments.length > 0 ? arguments[0] : "jdbc:millrace://127.0.0.1:8765/";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE stock (item VARCHAR PRIMARY KEY, amount INTEGER NOT NULL)");
            statement.execute("CREATE MATERIALIZED VIEW pieces AS SELECT SUM(amount) AS pieces FROM stock");
            statement.execute("INSERT INTO stock VALUES ('pen', 10), ('ink', 5)");
            System.out.println("pieces: " + pieces(statement));

            Savepoint savepoint = connection.setSavepoint("before_inventory");
            int changed = statement.executeUpdate("UPDATE stock SET amount = 0");
            System.out.println("a mistake changed " + changed + " rows, pieces: " + pieces(statement));

            connection.rollback(savepoint);
            System.out.println("rolled back, pieces: " + pieces(statement));
            connection.releaseSavepoint(savepoint);

            statement.execute("DROP MATERIALIZED VIEW pieces");
            statement.execute("DROP TABLE stock");
        }
    }

    private static long pieces(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT pieces FROM pieces")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
