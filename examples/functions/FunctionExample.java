import io.millrace.spi.function.AggregateFunction;
import io.millrace.spi.function.ScalarFunction;
import io.millrace.spi.function.TableFunction;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Functions of one's own, of all three kinds: how far two places on earth are from each other, in a view of the deliveries of a shop. Compile it
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

    /** The stretch between the smallest and the greatest number of a group: a state, and how rows come and go. */
    public static final class Spread implements AggregateFunction<TreeMap<Double, Integer>> {
        @Override
        public TreeMap<Double, Integer> create() {
            return new TreeMap<>();
        }

        public void accumulate(TreeMap<Double, Integer> numbers, double number) {
            numbers.merge(number, 1, Integer::sum);
        }

        /** With it the aggregate may be used where rows are taken back. */
        public void retract(TreeMap<Double, Integer> numbers, double number) {
            numbers.computeIfPresent(number, (same, copies) -> copies == 1 ? null : copies - 1);
        }

        public Double result(TreeMap<Double, Integer> numbers) {
            return numbers.isEmpty() ? null : numbers.lastKey() - numbers.firstKey();
        }
    }

    /** A row for each stop of a route such as {@code "depot, 1, 2"}. */
    public static final class Stops implements TableFunction {
        public record Stop(int place, String name) {}

        public List<Stop> eval(String route) {
            List<Stop> stops = new ArrayList<>();
            for (String name : route.split(",")) {
                stops.add(new Stop(stops.size() + 1, name.strip()));
            }
            return stops;
        }

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
            statement.execute("CREATE FUNCTION spread AS 'FunctionExample$Spread'");
            statement.execute("CREATE FUNCTION stops AS 'FunctionExample$Stops'");
            statement.execute("CREATE TABLE deliveries (id INTEGER PRIMARY KEY, latitude DOUBLE, longitude DOUBLE)");
            statement.execute("CREATE MATERIALIZED VIEW trips AS SELECT COUNT(*) AS trips,"
                    + " SUM(distance(52.52, 13.405, latitude, longitude)) AS kilometres,"
                    + " spread(latitude) AS degrees FROM deliveries");
            statement.execute("INSERT INTO deliveries VALUES (1, 48.137, 11.575), (2, 53.551, 9.994), (3, 0, 0)");
            print(statement);
            statement.execute("DELETE FROM deliveries WHERE id = 3");
            print(statement);
            try (ResultSet rows = statement.executeQuery("SELECT place, name FROM TABLE(stops('depot, 1, 2'))")) {
                while (rows.next()) {
                    System.out.println("stop " + rows.getInt(1) + ": " + rows.getString(2));
                }
            }
        }
    }

    private static void print(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT trips, kilometres, degrees FROM trips")) {
            while (rows.next()) {
                System.out.println(rows.getLong(1) + " trips, " + Math.round(rows.getDouble(2)) + " km, "
                        + Math.round(rows.getDouble(3)) + " degrees");
            }
        }
    }
}
