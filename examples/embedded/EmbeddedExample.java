import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The engine inside an application: a table, a view that is always right, and a durable folder. */
public final class EmbeddedExample {
    private EmbeddedExample() {}

    public static void main(String[] arguments) throws SQLException {
        String url = arguments.length > 0 ? "jdbc:millrace:" + arguments[0] : "jdbc:millrace:";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS payment (id BIGINT PRIMARY KEY, shop VARCHAR, amount BIGINT)");
            statement.execute("CREATE MATERIALIZED VIEW IF NOT EXISTS takings AS"
                    + " SELECT shop, count(*) AS payments, sum(amount) AS total FROM payment GROUP BY shop");
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO payment VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
                for (long id = 1; id <= 6; id++) {
                    insert.setLong(1, id);
                    insert.setString(2, id % 2 == 0 ? "north" : "south");
                    insert.setLong(3, 10 * id);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            try (ResultSet rows = statement.executeQuery("SELECT shop, payments, total FROM takings ORDER BY shop")) {
                while (rows.next()) {
                    System.out.println(rows.getString("shop") + ": " + rows.getLong("payments") + " payments, "
                            + rows.getLong("total") + " in all");
                }
            }
        }
    }
}
