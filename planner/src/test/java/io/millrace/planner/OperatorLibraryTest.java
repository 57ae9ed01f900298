package io.millrace.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.parser.MillraceParser;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.junit.jupiter.api.Test;

/**
 * Nothing of Calcite's standard and PostgreSQL libraries is forgotten: each operator is a function that works (another test tries
 * those), or stands in {@code operators.txt} as {@code name | outcome | SQL}. The outcome is {@code planned}, the SQLSTATE of the
 * refusal, or {@code inside} with the reason why no SQL is made of it.
 */
class OperatorLibraryTest {
    private static final Path FILE = Path.of("src/test/resources/operators.txt");

    private final TestCatalog catalog = new TestCatalog();

    @Test
    void everyOperatorIsAccountedFor() throws IOException {
        Map<String, List<String[]>> listed = listed();
        Collection<String> working = Planner.supportedFunctionNames();
        Set<String> forgotten = new TreeSet<>();
        Set<String> known = new TreeSet<>();
        for (SqlOperator operator : operators()) {
            String name = operator.getName().toUpperCase(Locale.ROOT);
            known.add(name);
            boolean works = operator instanceof SqlFunction && working.contains(name.toLowerCase(Locale.ROOT));
            if (!works && !listed.containsKey(name)) {
                forgotten.add(operator.getSyntax() + " " + name);
            }
        }
        assertThat(forgotten)
                .as("neither working functions nor in operators.txt")
                .isEmpty();
        assertThat(known).as("names in operators.txt").containsAll(listed.keySet());
    }

    @Test
    void operatorsDoWhatTheListSays() throws IOException {
        List<String> differing = new ArrayList<>();
        listed().forEach((name, lines) -> {
            for (String[] line : lines) {
                String outcome = line[1].equals("inside") ? "inside" : outcome(line[2]);
                if (!outcome.startsWith(line[1])) {
                    differing.add(name + " | " + line[1] + " | " + line[2] + "   gives " + outcome);
                }
            }
        });
        assertThat(differing).isEmpty();
    }

    private String outcome(String sql) {
        try {
            new Planner(catalog).plan(MillraceParser.parse(sql), new PlanMode.Finite(), PlannerSettings.DEFAULT);
            return "planned";
        } catch (MillraceException e) {
            return e.sqlState().code() + ": " + e.getMessage();
        }
    }

    private static List<SqlOperator> operators() {
        List<SqlOperator> all = new ArrayList<>(SqlStdOperatorTable.instance().getOperatorList());
        all.addAll(SqlLibraryOperatorTableFactory.INSTANCE
                .getOperatorTable(SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL)
                .getOperatorList());
        return all;
    }

    private static Map<String, List<String[]>> listed() throws IOException {
        Map<String, List<String[]>> listed = new TreeMap<>();
        for (String line : Files.readAllLines(FILE)) {
            if (!line.isBlank() && !line.startsWith("--")) {
                String[] parts = line.split(" \\| ", 3);
                assertThat(parts).as(line).hasSize(3);
                listed.computeIfAbsent(parts[0].strip(), name -> new ArrayList<>())
                        .add(new String[] {parts[0].strip(), parts[1].strip(), parts[2].strip()});
            }
        }
        return listed;
    }
}
