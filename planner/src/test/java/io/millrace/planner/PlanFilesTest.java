package io.millrace.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.parser.MillraceParser;
import io.millrace.parser.ParsedStatement;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.PlanJson;
import io.millrace.planner.explain.PlanDot;
import io.millrace.planner.explain.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every {@code plans/*.sql} gives the plans in the {@code .plan} beside it: a SELECT as a finite query, a SELECT STREAM as a
 * continuous one, a file that begins with {@code -- view} as a materialized view. {@code -Dgolden.update=true} writes them.
 */
class PlanFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/plans");
    private static final Path NEXMARK = Path.of("../bench/src/main/resources/io/millrace/bench/nexmark");

    @TestFactory
    Stream<DynamicTest> plansAreAsWritten() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
        }
    }

    /** The benchmark's queries, finite, as they stand there, and as materialized views. */
    @TestFactory
    Stream<DynamicTest> nexmarkPlansAreAsWritten() throws IOException {
        try (Stream<Path> files = Files.list(NEXMARK)) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        String sql = Files.readString(file);
                        String name = file.getFileName().toString().replaceAll("sql$", "plan");
                        compare(
                                explain("-- view\n" + sql),
                                FOLDER.resolve("nexmark").resolve(name));
                        explain(sql);
                    }));
        }
    }

    /** All of TPC-H plans, with joins in an order that needs no cross product. */
    @TestFactory
    Stream<DynamicTest> tpchPlansAreAsWritten() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("tpch"))) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
        }
    }

    private static void check(Path file) throws IOException {
        compare(explain(Files.readString(file)), Path.of(file.toString().replaceAll("sql$", "plan")));
    }

    private static void compare(String actual, Path golden) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    private static String explain(String sql) {
        StringBuilder text = new StringBuilder();
        Planner planner = new Planner(TpchTables.addTo(new TestCatalog()));
        for (ParsedStatement statement : MillraceParser.parseScript(sql)) {
            PlanMode mode = sql.startsWith("-- view")
                    ? new PlanMode.View(TestCatalog.public_("v"))
                    : Planner.isStream(statement.node()) ? new PlanMode.Stream() : new PlanMode.Finite();
            PlannedQuery planned = planner.plan(statement.node(), mode, PlannerSettings.DEFAULT);
            PhysicalPlan plan = planned.plan();
            assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
            assertThat(PlanDot.lines(plan)).startsWith("digraph plan {");
            List<String> lines = PlanText.lines(plan);
            text.append(String.join("\n", lines)).append("\n");
            planned.warnings()
                    .forEach(warning -> text.append("warning: ").append(warning).append("\n"));
            text.append("\n");
        }
        return text.toString();
    }
}
