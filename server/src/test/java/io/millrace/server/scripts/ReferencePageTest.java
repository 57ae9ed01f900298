package io.millrace.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.catalog.TableOptions;
import io.millrace.server.setting.DatabaseSettings;
import io.millrace.server.setting.SessionVariables;
import io.millrace.server.statement.QueryOptions;
import io.millrace.server.system.SystemTables;
import io.millrace.spi.option.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/sql/reference.md} says what the code says; {@code -Dgolden.update=true} writes it anew. */
class ReferencePageTest {
    private static final Path PAGE = Path.of("../docs/sql/reference.md");

    @Test
    void thePageIsThatOfTheCode() throws IOException {
        StringBuilder page = new StringBuilder("# Settings and system relations\n\n"
                + "Made from the code; `mvn test -Dgolden.update=true` writes it anew.\n");
        options(page, "Settings of a session", "`SET name = value`, or properties of the URL.", SessionVariables.ALL);
        options(
                page,
                "Settings of a database",
                "Properties of the URL that opens it, or `--set name=value` of `bin/millrace server`; fixed while it is"
                        + " open.",
                DatabaseSettings.ALL);
        options(page, "Options of materialized views and pipelines", "`WITH ('name' = 'value')`.", QueryOptions.ALL);
        options(
                page,
                "Options of every table with a connector",
                "Beside those of the connector, see [connectors](../connectors).",
                TableOptions.ALL);
        page.append("\n## System relations\n\n| relation | what | columns |\n| --- | --- | --- |\n");
        SystemTables.rowTypes()
                .forEach((name, type) -> page.append("| `" + name + "` | "
                        + SystemTables.descriptions().get(name) + " | "
                        + type.fields().stream()
                                .map(field ->
                                        "`" + field.name() + "` " + field.type().sqlName())
                                .collect(Collectors.joining(", "))
                        + " |\n"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
    }

    private static void options(StringBuilder page, String title, String how, List<Option<?>> options) {
        page.append("\n## ").append(title).append("\n\n").append(how);
        page.append("\n\n| name | expected | default | |\n| --- | --- | --- | --- |\n");
        for (Option<?> option : options) {
            String value = SessionVariables.defaultText(option);
            boolean depends =
                    option.name().equals("parallelism") || option.name().equals("workers");
            page.append("| `" + option.name() + "` | " + option.expected() + " | "
                    + (depends || value.equals("null") ? "" : value) + " | " + option.description() + " |\n");
        }
    }
}
