package io.millrace.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.parser.MillraceParser;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.PlanJson;
import io.millrace.plan.node.TimeLimits;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.EventTime;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.Source.Boundedness;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The plans that the executor's crash simulation runs are those of {@code simulation/queries.sql}. {@code -Dgolden.update=true}
 * writes them.
 */
class SimulationPlansTest {
    private static final Path QUERIES = Path.of("src/test/resources/simulation/queries.sql");
    private static final Path PLANS = Path.of("../executor/src/test/resources/simulation");
    private static final DataType TIME = DataType.of(TypeKind.TIMESTAMP).notNull();
    private static final RowType ROWS = RowType.of(
            new Field("k", DataType.of(TypeKind.INTEGER)),
            new Field("v", DataType.of(TypeKind.BIGINT)),
            new Field("ts", TIME));

    @TestFactory
    Stream<DynamicTest> plansAreAsWritten() throws IOException {
        return Stream.of(Files.readString(QUERIES).split("(?m)^-- "))
                .skip(2)
                .map(query -> query.split("\n", 2))
                .map(query -> DynamicTest.dynamicTest(query[0], () -> check(query[0], query[1])));
    }

    private static void check(String heading, String sql) throws IOException {
        String[] words = heading.trim().split("[, ]+");
        Planner planner = new Planner(new TestCatalog()
                .add(table("events", Boundedness.FINITE))
                .add(table("others", Boundedness.FINITE))
                .add(table("pulses", Boundedness.ENDLESS)));
        PlannedQuery planned = planner.plan(
                MillraceParser.parse(sql.trim().replaceFirst(";$", "")),
                new PlanMode.View(TestCatalog.public_(words[0])),
                PlannerSettings.DEFAULT.withLimits(limits(words)));
        Path golden = PLANS.resolve(words[0] + ".json");
        String actual = PlanJson.write(planned.plan()) + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    private static TimeLimits limits(String[] words) {
        if (words.length == 1) {
            return TimeLimits.NONE;
        }
        return switch (words[1].toLowerCase(Locale.ROOT)) {
            case "late-rows" -> new TimeLimits(0, true, 0);
            case "allowed-lateness" -> new TimeLimits(Long.parseLong(words[2]) * 1_000_000, false, 0);
            case "state-ttl" -> new TimeLimits(0, false, Long.parseLong(words[2]) * 1_000);
            default -> throw new IllegalArgumentException(words[1]);
        };
    }

    /** The watermark is two seconds behind. */
    private static ConnectorRelation table(String name, Boundedness boundedness) {
        Expression watermark = Call.of(
                Function.SUBTRACT,
                TIME,
                new InputRef(2, TIME),
                Literal.of(DataType.of(TypeKind.INTERVAL_DAY_TIME), 2_000_000));
        return new ConnectorRelation(
                TestCatalog.public_(name),
                "events",
                new ConnectorTable(name, ROWS, List.of(), Map.of()),
                ROWS.fields().stream()
                        .map(field -> TableColumn.given(field.name(), field.type()))
                        .toList(),
                new EventTime(2, watermark, 0, 0),
                false,
                boundedness,
                ConnectorRelation.Writes.NOTHING);
    }
}
