import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database opened like a file, in this process: a table, a view that follows it, and a watcher of the view. */
public final class EmbeddedExample {
    public static void main(String[] arguments) throws SQLException {
        String url = arguments.length > 0 ? arguments[0] : "jdbc:millrace:";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id BIGINT PRIMARY KEY, customer VARCHAR, amount DECIMAL(10, 2))");
            statement.execute("CREATE MATERIALIZED VIEW totals AS"
                    + " SELECT customer, COUNT(*) AS orders, SUM(amount) AS total FROM orders GROUP BY customer");

            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO orders VALUES (?, ?, ?)")) {
                for (int i = 1; i <= 6; i++) {
                    insert.setLong(1, i);
                    insert.setString(2, i % 2 == 0 ? "ann" : "bob");
                    insert.setBigDecimal(3, java.math.BigDecimal.valueOf(i * 250L, 2));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            print(statement, "SELECT customer, orders, total FROM totals ORDER BY customer");

            try (Statement watcher = connection.createStatement();
                    ResultSet changes = watcher.executeQuery("SELECT STREAM customer, total FROM totals")) {
                statement.execute("UPDATE orders SET amount = amount * 2 WHERE id = 1");
                for (int i = 0; i < 4 && changes.next(); i++) {
                    System.out.println(changes.getString("op") + " " + changes.getString("customer") + " "
                            + changes.getBigDecimal("total"));
                }
            }
        }
    }

    private static void print(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                System.out.println(rows.getString(1) + " " + rows.getLong(2) + " " + rows.getBigDecimal(3));
            }
        }
    }
}
