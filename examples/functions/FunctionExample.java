import io.millrace.spi.function.ScalarFunction;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A function of one's own: how far two places on earth are from each other, in a view of the deliveries of a shop. Compile it
 * with {@code server/target/millrace.jar} on the class path; packed into a JAR, it is used with {@code USING JAR '…'}.
 */
public final class FunctionExample {
    /** The great-circle distance in kilometres. */
    public static final class Distance implements ScalarFunction {
        private static final double EARTH_RADIUS_KILOMETRES = 6371;

        public double eval(double latitude1, double longitude1, double latitude2, double longitude2) {
            double height = Math.sin(Math.toRadians(latitude2 - latitude1) / 2);
            double width = Math.sin(Math.toRadians(longitude2 - longitude1) / 2);
            double square = height * height
                    + Math.cos(Math.toRadians(latitude1)) * Math.cos(Math.toRadians(latitude2)) * width * width;
            return 2 * EARTH_RADIUS_KILOMETRES * Math.asin(Math.sqrt(square));
        }

        /** The result depends on the arguments alone: it may be used where rows are taken back. */
        @Override
        public boolean isDeterministic() {
            return true;
        }
    }

    public static void main(String[] arguments) throws SQLException {
        String url = arguments.length > 0 ? arguments[0] : "jdbc:millrace:";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE FUNCTION distance AS 'FunctionExample$Distance'");
            statement.execute("CREATE TABLE deliveries (id INTEGER PRIMARY KEY, latitude DOUBLE, longitude DOUBLE)");
            statement.execute("CREATE MATERIALIZED VIEW trips AS SELECT COUNT(*) AS trips,"
                    + " SUM(distance(52.52, 13.405, latitude, longitude)) AS kilometres FROM deliveries");
            statement.execute("INSERT INTO deliveries VALUES (1, 48.137, 11.575), (2, 53.551, 9.994), (3, 0, 0)");
            print(statement);
            statement.execute("DELETE FROM deliveries WHERE id = 3");
            print(statement);
        }
    }

    private static void print(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT trips, kilometres FROM trips")) {
            while (rows.next()) {
                System.out.println(rows.getLong(1) + " trips, " + Math.round(rows.getDouble(2)) + " km");
            }
        }
    }
}
