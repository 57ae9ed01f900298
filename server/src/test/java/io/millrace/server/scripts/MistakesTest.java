package io.millrace.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every wrong statement of {@code mistakes/mistakes.sql} gives the SQLSTATE and the message below it; each is one line. {@code
 * -Dgolden.update=true} writes them anew.
 */
class MistakesTest {
    private static final Path TABLE = Path.of("src/test/resources/mistakes/mistakes.sql");
    private static final Path SETUP = Path.of("src/test/resources/mistakes/setup.sql");
    private static final String ANSWER = "--> ";
    private static final String NO_MISTAKE = "no error";
    private static final int LEAST = 150;

    /** Words that mean something only to those who know what Millrace is made of. */
    private static final String JARGON =
            "(?is).*(calcite|recordtype|expr\\$|supported form|operand|rexnode|relnode|\\$scalar|exception|<[a-z_]+>).*";

    @Test
    void saysWhatIsWrongAndWhere() throws Exception {
        List<String> expected = Files.readAllLines(TABLE);
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:millrace:")) {
            answer(connection, "SET parallelism = 1");
            for (String statement : Files.readString(SETUP).split(";\\s*\\n")) {
                answer(connection, statement);
            }
            for (String line : expected) {
                if (!line.startsWith(ANSWER)) {
                    found.add(line);
                }
                if (line.endsWith(";") && !line.startsWith("--")) {
                    found.add(ANSWER + answer(connection, line.substring(0, line.length() - 1)));
                }
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.write(TABLE, found);
            expected = found;
        }
        assertThat(found).isEqualTo(expected);
        check(found.stream().filter(line -> line.startsWith(ANSWER)).toList());
    }

    private static void check(List<String> answers) {
        assertThat(answers).hasSizeGreaterThanOrEqualTo(LEAST);
        assertThat(answers).allSatisfy(answer -> assertThat(answer)
                .doesNotContain(NO_MISTAKE)
                .doesNotContain("XX000")
                .doesNotMatch(JARGON));
    }

    private static String answer(Connection connection, String sql) throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(60);
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
            return NO_MISTAKE;
        } catch (SQLException e) {
            return e.getSQLState() + ": " + String.valueOf(e.getMessage()).replace("\n", " ");
        }
    }
}
