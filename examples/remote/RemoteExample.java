import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/** A client of a server: follows a view while it changes, and takes everything back to a savepoint. */
public final class RemoteExample {
    private RemoteExample() {}

    public static void main(String[] arguments) throws SQLException {
        String url = "jdbc:millrace://" + (arguments.length > 0 ? arguments[0] : "127.0.0.1:8765") + "/";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE reading (sensor BIGINT, celsius DOUBLE)");
            statement.execute("CREATE MATERIALIZED VIEW hottest AS"
                    + " SELECT sensor, max(celsius) AS celsius FROM reading GROUP BY sensor");
            statement.executeUpdate("INSERT INTO reading VALUES (1, 20.5), (2, 21.5)");
            Savepoint savepoint = connection.setSavepoint("before_the_fire");
            statement.executeUpdate("INSERT INTO reading VALUES (1, 451)");
            print(statement, "with the fire");
            connection.rollback(savepoint);
            print(statement, "without it");
            connection.releaseSavepoint(savepoint);
            try (Statement follower = connection.createStatement();
                    ResultSet changes = follower.executeQuery("SELECT STREAM * FROM hottest")) {
                for (int i = 0; i < 2 && changes.next(); i++) {
                    System.out.println(changes.getString("op") + " " + changes.getLong("sensor") + " "
                            + changes.getDouble("celsius"));
                }
            }
        }
    }

    private static void print(Statement statement, String when) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT max(celsius) FROM hottest")) {
            rows.next();
            System.out.println(when + ": " + rows.getDouble(1));
        }
    }
}
