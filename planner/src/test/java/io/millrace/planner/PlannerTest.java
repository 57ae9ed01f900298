package io.millrace.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.parser.MillraceParser;
import io.millrace.parser.statement.InsertOnConflict;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.expression.Parameter;
import io.millrace.plan.node.Calc;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.SinkWrite;
import io.millrace.plan.node.Values;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.EventTime;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.planner.explain.PlanText;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.Source.Boundedness;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlUpdate;
import org.junit.jupiter.api.Test;

/** Everything around the plan: columns, parameters, writes, expressions, views. */
class PlannerTest {
    private final TestCatalog catalog = new TestCatalog();
    private final NativeTable account =
            (NativeTable) catalog.find(TestCatalog.public_("account")).orElseThrow();
    private final NativeTable click =
            (NativeTable) catalog.find(TestCatalog.public_("click")).orElseThrow();

    @Test
    void saysWhereColumnsComeFrom() {
        PlannedQuery planned = finite("SELECT a.id AS number, upper(owner), count(*) FROM account a GROUP BY 1, 2");
        assertThat(planned.columns())
                .containsExactly(
                        new PlannedColumn("id", "number", TestCatalog.BIGINT.notNull(), "public", "account"),
                        new PlannedColumn("upper", "upper", new DataType(TypeKind.VARCHAR, 20, 0, true), "", ""),
                        new PlannedColumn("count", "count", TestCatalog.BIGINT.notNull(), "", ""));
    }

    @Test
    void infersTheTypesOfParameters() {
        PlannedQuery planned = finite(
                "SELECT owner, ?::text FROM account WHERE id = ? AND balance > ? AND owner LIKE ? AND bank IN (?, ?)");
        assertThat(planned.parameters().stream().map(DataType::kind))
                .containsExactly(
                        TypeKind.VARCHAR,
                        TypeKind.BIGINT,
                        TypeKind.DECIMAL,
                        TypeKind.VARCHAR,
                        TypeKind.INTEGER,
                        TypeKind.INTEGER);
        assertThat(node(planned, RelationScan.class).key()).containsExactly(new Parameter(1, TestCatalog.BIGINT));
    }

    @Test
    void infersTheTypeOfAParameterByTheListOrQueryAfterIt() {
        PlannedQuery planned = finite("SELECT owner FROM account WHERE balance > 1 OR ? IN (1, 2, 3)"
                + " OR ? NOT IN (?, 'x') OR ? IN (SELECT id FROM account) OR ? NOT IN (SELECT owner FROM account)");
        assertThat(planned.parameters().stream().map(DataType::kind))
                .containsExactly(TypeKind.INTEGER, TypeKind.CHAR, TypeKind.CHAR, TypeKind.BIGINT, TypeKind.VARCHAR);
    }

    @Test
    void readsByKeyOnlyWhenTheWholeKeyIsGiven() {
        catalog.native_(
                "pair",
                List.of(1, 0),
                TableColumn.given("a", TestCatalog.INTEGER.notNull()),
                TableColumn.given("b", TestCatalog.BIGINT.notNull()),
                TableColumn.given("c", TestCatalog.VARCHAR));
        RelationScan both = node(finite("SELECT c FROM pair WHERE a = 1 AND c > 'x' AND 2 = b"), RelationScan.class);
        assertThat(both.key()).extracting(Expression::toString).containsExactly("2", "1");
        assertThat(node(finite("SELECT c FROM pair WHERE a = 1"), RelationScan.class)
                        .key())
                .isEmpty();
        assertThat(node(finite("SELECT c FROM pair WHERE a = 1 OR b = 2"), RelationScan.class)
                        .key())
                .isEmpty();
    }

    @Test
    void readsAKeyedViewByKey() {
        catalog.materialized("per_bank", "SELECT bank, sum(balance) AS total FROM account GROUP BY bank");
        PlannedQuery planned = finite("SELECT total FROM per_bank WHERE bank = 3");
        assertThat(node(planned, RelationScan.class).key()).hasSize(1);
        assertThat(planned.relations()).containsExactly(TestCatalog.public_("per_bank"));
    }

    @Test
    void findsNamesInAnySpelling() {
        finite("SELECT id FROM millrace.public.account");
        finite("SELECT id FROM public.account");
        finite("SELECT NAME FROM queries");
        finite("SELECT name FROM sys.queries WHERE EPOCH > 3");
        finite("SELECT \"dateTime\", Upper(channel), LOWER(url) FROM Bid");
        catalog.add(new NativeTable(
                new QualifiedName("other", "account"),
                List.of(TableColumn.given("x", TestCatalog.INTEGER)),
                List.of(),
                null));
        assertThat(new Planner(catalog)
                        .plan(
                                MillraceParser.parse("SELECT id FROM account"),
                                new PlanMode.Finite(),
                                new PlannerSettings("sys", "UTC", false, 10_000))
                        .columns())
                .hasSize(1);
    }

    @Test
    void expandsViews() {
        catalog.view(
                "rich",
                "SELECT id, owner AS name, count(*) AS n FROM account GROUP BY id, owner HAVING sum(balance) > 100");
        catalog.view("richer", "SELECT r.name FROM rich r WHERE id > 3");
        PlannedQuery planned = finite("SELECT * FROM richer WHERE name <> 'x'");
        assertThat(planned.columns()).extracting(PlannedColumn::label).containsExactly("name");
        assertThat(planned.relations())
                .contains(TestCatalog.public_("richer"), TestCatalog.public_("rich"), account.name());
    }

    /** Each level reads the one below twice, by the same keys: what is planned grows with the levels, not with their combinations. */
    @Test
    void plansOnceWhatIsSentOnByTheSameKey() {
        String query = "SELECT id, balance AS v FROM account";
        for (int level = 0; level < 8; level++) {
            query = "SELECT a.id, a.v FROM (SELECT id, MAX(v) AS v FROM (" + query + ") AS x GROUP BY id) AS a JOIN ("
                    + "SELECT id, MAX(v) AS v FROM (" + query + ") AS y GROUP BY id) AS b ON a.id = b.id";
        }
        assertThat(finite(query).plan().nodes()).hasSizeLessThan(80);
    }

    @Test
    void leavesTheStatementAsItWas() {
        var query = MillraceParser.parse(
                "SELECT STREAM id, date_trunc('day', \"dateTime\") FROM auction WHERE id IN (1, 2)");
        String before = query.toString();
        Planner planner = new Planner(catalog);
        PlannedQuery first = planner.plan(query, new PlanMode.Stream(), PlannerSettings.DEFAULT);
        assertThat(query.toString()).isEqualTo(before);
        assertThat(planner.plan(query, new PlanMode.Stream(), PlannerSettings.DEFAULT)
                        .plan())
                .isEqualTo(first.plan());
        assertThat(Planner.isStream(query)).isTrue();
    }

    @Test
    void insertsWithDefaultsAndTypedParameters() {
        PlannedQuery planned =
                insert("INSERT INTO account (id, owner, opened) VALUES (?, 'Ada', '2024-01-02'), (2, ?, NULL)");
        assertThat(planned.parameters().stream().map(DataType::kind))
                .containsExactly(TypeKind.BIGINT, TypeKind.VARCHAR);
        assertThat(planned.plan().root().rowType().names()).containsExactly("id", "bank", "balance", "owner", "opened");
        assertThat(String.join("\n", PlanText.lines(planned.plan())))
                .contains("(2, NULL, 0.00, ?1, NULL)")
                .contains("DATE '2024-01-02'")
                .contains("0.00");
    }

    @Test
    void insertsConstantsAsTheyAre() {
        PlannedQuery planned =
                insert("INSERT INTO account VALUES (1, 2, 3.5, 'x', DATE '2024-01-02'), (-2, DEFAULT, 4, 'y', NULL)"
                        .replace("DEFAULT", "7"));
        Values values = node(planned, Values.class);
        assertThat(values.rows()).hasSize(2);
        assertThat(values.rows().get(1).get(0)).isEqualTo(Literal.of(TestCatalog.BIGINT, -2));
    }

    @Test
    void takesDefaultForAColumn() {
        PlannedQuery planned = insert("INSERT INTO account (id, balance, bank) VALUES (1, DEFAULT, 3)");
        assertThat(String.join("\n", PlanText.lines(planned.plan()))).contains("0.00");
    }

    @Test
    void computesColumnsOfNewRows() {
        PlannedQuery planned = insert("INSERT INTO click SELECT 1, url, at + INTERVAL '1' DAY FROM click");
        Calc calc = node(planned, Calc.class);
        assertThat(calc.projections()).hasSize(4);
        assertThat(calc.projections().get(3)).isInstanceOfSatisfying(Call.class, cast -> assertThat(cast.argument(0))
                .isEqualTo(calc.projections().get(2)));
    }

    @Test
    void refusesWhatCannotBeInserted() {
        assertError(
                "INSERT INTO account (id, ownr) VALUES (1, 'x')", SqlState.UNDEFINED_COLUMN, "did you mean \"owner\"?");
        assertError("INSERT INTO account (id, id) VALUES (1, 2)", SqlState.DUPLICATE_COLUMN, "more than once");
        assertError("INSERT INTO account (id, bank) VALUES (1)", SqlState.SYNTAX_ERROR, "2 columns but 1 values");
        assertError(
                "INSERT INTO account (id) SELECT owner FROM account",
                SqlState.DATATYPE_MISMATCH,
                "column \"id\" is of type BIGINT");
        assertError("INSERT INTO click (\"day\") VALUES (NULL)", SqlState.WRONG_OBJECT_TYPE, "is computed");
        assertError("INSERT INTO bid SELECT * FROM bid", SqlState.WRONG_OBJECT_TYPE, "only reads");
    }

    @Test
    void writesToAConnectorByItself() {
        catalog.connector(
                "out",
                null,
                null,
                ConnectorRelation.Writes.CHANGES,
                List.of(0),
                TestCatalog.field("bank", TestCatalog.INTEGER.notNull()),
                TestCatalog.field("n", TestCatalog.BIGINT));
        PlannedQuery planned = insert("INSERT INTO out SELECT STREAM bank, count(*) FROM account GROUP BY bank");
        assertThat(planned.plan().root()).isInstanceOf(SinkWrite.class);
        assertThat(planned.changelog().appendOnly()).isFalse();
    }

    @Test
    void updatesGiveOldAndNewRows() {
        SqlUpdate update = (SqlUpdate) MillraceParser.parse(
                "UPDATE account AS a SET balance = a.balance * ?, owner = NULL, bank = ? WHERE a.id = 3");
        PlannedQuery planned = new Planner(catalog).planUpdate(update, account, PlannerSettings.DEFAULT);
        assertThat(planned.plan().root().rowType().names())
                .containsExactly(
                        "id",
                        "bank",
                        "balance",
                        "owner",
                        "opened",
                        "new_id",
                        "new_bank",
                        "new_balance",
                        "new_owner",
                        "new_opened");
        assertThat(node(planned, RelationScan.class).key()).hasSize(1);
        assertThat(planned.parameters()).hasSize(2);
        Calc calc = node(planned, Calc.class);
        assertThat(calc.projections().get(7).type()).isEqualTo(DataType.decimal(12, 2));
        assertThat(calc.projections().get(8))
                .isEqualTo(Literal.ofNull(account.rowType().type(3)));
    }

    @Test
    void updatesRecomputeColumns() {
        SqlUpdate update = (SqlUpdate) MillraceParser.parse("UPDATE click SET at = TIMESTAMP '2024-01-01 00:00:00'");
        PlannedQuery planned = new Planner(catalog).planUpdate(update, click, PlannerSettings.DEFAULT);
        Calc calc = node(planned, Calc.class);
        assertThat(calc.projections().get(7).toString()).startsWith("CAST(TIMESTAMP '2024-01-01");
    }

    @Test
    void deletesGiveOldRows() {
        SqlDelete delete = (SqlDelete)
                MillraceParser.parse("DELETE FROM account WHERE id IN (SELECT user_id FROM click) AND bank = 2");
        PlannedQuery planned = new Planner(catalog).planDelete(delete, account, PlannerSettings.DEFAULT);
        assertThat(planned.plan().root().rowType().names())
                .isEqualTo(account.rowType().names());
    }

    @Test
    void conflictsUpdateOverBothRows() {
        InsertOnConflict insert = (InsertOnConflict) MillraceParser.parse(
                "INSERT INTO account (id, balance) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET balance = account.balance +"
                        + " excluded.balance, bank = 7 WHERE account.bank < excluded.bank");
        ConflictUpdate update = new Planner(catalog)
                .planConflictUpdate(
                        account, null, insert.targets, insert.values, insert.where, PlannerSettings.DEFAULT);
        assertThat(update.newRow())
                .extracting(Expression::toString)
                .containsExactly("$0", "7", "ASSIGN(($2 + $7) AS DECIMAL(12, 2))", "$3", "$4");
        assertThat(String.valueOf(update.condition())).isEqualTo("($1 < $6)");
    }

    @Test
    void validatesExpressionsOfTables() {
        Planner planner = new Planner(catalog);
        RowType columns =
                RowType.of(TestCatalog.field("ts", TestCatalog.TIMESTAMP), TestCatalog.field("n", TestCatalog.INTEGER));
        Expression watermark = planner.validateExpression(
                MillraceParser.parseExpression("ts - INTERVAL '5' SECOND"), "t", columns, PlannerSettings.DEFAULT);
        assertThat(watermark).hasToString("($0 - INTERVAL 5 SECOND)");
        assertThat(watermark.type()).isEqualTo(TestCatalog.TIMESTAMP);
        assertThat(planner.validateExpression(
                        MillraceParser.parseExpression("t.n * 2"), "t", columns, PlannerSettings.DEFAULT))
                .hasToString("($1 * 2)");
        assertThat(planner.validateExpression(
                        MillraceParser.parseExpression("upper('x')"), "t", RowType.of(), PlannerSettings.DEFAULT))
                .hasToString("UPPER('x')");
        assertThatThrownBy(() -> planner.validateExpression(
                        MillraceParser.parseExpression("m + 1"), "t", columns, PlannerSettings.DEFAULT))
                .hasMessageContaining("column \"m\" does not exist");
        assertThatThrownBy(() -> planner.validateExpression(
                        MillraceParser.parseExpression("(SELECT max(id) FROM account)"),
                        "t",
                        columns,
                        PlannerSettings.DEFAULT))
                .isInstanceOf(MillraceException.class);
    }

    @Test
    void keepsMicroseconds() {
        Calc calc = node(
                finite("SELECT at + INTERVAL '0.000001' SECOND, TIMESTAMP '2024-01-01 00:00:00.123456' FROM click"),
                Calc.class);
        assertThat(((Call) calc.projections().get(0)).argument(1))
                .isEqualTo(Literal.of(DataType.of(TypeKind.INTERVAL_DAY_TIME), 1));
        assertThat(((Literal) calc.projections().get(1)).longValue() % 1_000_000)
                .isEqualTo(123_456);
    }

    @Test
    void scansAConnectorOnceForAllItsUses() {
        PlannedQuery planned = finite("SELECT a.price, b.channel FROM bid a JOIN bid b ON a.auction = b.bidder");
        assertThat(planned.plan().nodes().stream().filter(ConnectorScan.class::isInstance))
                .hasSize(1);
        assertThat(node(planned, ConnectorScan.class).readColumns()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void computesDeclaredColumnsInTheScan() {
        RowType physical = RowType.of(
                TestCatalog.field("millis", TestCatalog.BIGINT),
                TestCatalog.field("unused", TestCatalog.VARCHAR),
                TestCatalog.field("v", TestCatalog.INTEGER));
        Planner planner = new Planner(catalog);
        Expression ts = planner.validateExpression(
                MillraceParser.parseExpression("TIMESTAMP '1970-01-01 00:00:00' + millis * INTERVAL '0.001' SECOND"),
                "t",
                physical,
                PlannerSettings.DEFAULT);
        List<TableColumn> columns = List.of(
                TableColumn.given("millis", TestCatalog.BIGINT),
                TableColumn.given("unused", TestCatalog.VARCHAR),
                TableColumn.given("v", TestCatalog.INTEGER),
                TableColumn.computed("ts", ts));
        catalog.add(new ConnectorRelation(
                TestCatalog.public_("s"),
                "filesystem",
                new ConnectorTable("s", physical, List.of(), Map.of()),
                columns,
                new EventTime(3, new io.millrace.plan.expression.InputRef(3, ts.type()), 0, 0),
                false,
                Boundedness.GROWING,
                ConnectorRelation.Writes.NOTHING));
        PlannedQuery planned = finite(
                "SELECT window_end, sum(v) FROM TABLE(TUMBLE(TABLE s, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end");
        ConnectorScan scan = node(planned, ConnectorScan.class);
        assertThat(scan.readColumns()).containsExactly(0, 2);
        assertThat(scan.rowType().names()).containsExactly("v", "ts");
        assertThat(scan.dropLate()).isTrue();
        assertThat(scan.watermark()).isNotNull();
    }

    @Test
    void aggregatesHaveTheTypesPromised() {
        PlannedQuery planned = finite(
                "SELECT sum(bank), sum(id), sum(balance), avg(bank), count(bank), min(owner), sum(CAST(bank AS REAL)), max(opened) FROM account");
        assertThat(planned.columns().stream().map(column -> column.type().toString()))
                .containsExactly(
                        "BIGINT",
                        "BIGINT",
                        "DECIMAL(38, 2)",
                        "DOUBLE",
                        "BIGINT NOT NULL",
                        "VARCHAR(20)",
                        "DOUBLE",
                        "DATE");
        assertThat(node(planned, GroupAggregate.class).aggregates()).hasSize(8);
    }

    @Test
    void everyCallHasArgumentsOfTheTypesItsFunctionAsksFor() {
        PlannedQuery planned = finite("SELECT id + bank, bank * balance, CASE WHEN bank = id THEN bank ELSE id END,"
                + " coalesce(bank, balance), bank = balance, owner || bank, mod(id, bank), bank / 2.5e0 FROM account");
        node(planned, Calc.class).projections().forEach(ArgumentTypes::check);
    }

    private PlannedQuery finite(String sql) {
        return new Planner(catalog).plan(MillraceParser.parse(sql), new PlanMode.Finite(), PlannerSettings.DEFAULT);
    }

    private PlannedQuery insert(String sql) {
        SqlInsert insert = (SqlInsert) MillraceParser.parse(sql);
        Planner planner = new Planner(catalog);
        List<String> columns = insert.getTargetColumnList() == null
                ? List.of()
                : insert.getTargetColumnList().stream().map(Object::toString).toList();
        PlanMode mode = new PlanMode.Sink(
                planner.resolve(
                        (org.apache.calcite.sql.SqlIdentifier) insert.getTargetTable(), PlannerSettings.DEFAULT),
                columns,
                Planner.isStream(insert.getSource()));
        return planner.plan(insert.getSource(), mode, PlannerSettings.DEFAULT);
    }

    private void assertError(String sql, SqlState state, String words) {
        assertThatThrownBy(() -> insert(sql))
                .isInstanceOfSatisfying(MillraceException.class, error -> assertThat(error.sqlState())
                        .isEqualTo(state))
                .hasMessageContaining(words);
    }

    private static <N extends PhysicalNode> N node(PlannedQuery planned, Class<N> kind) {
        return planned.plan().nodes().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(String.join("\n", PlanText.lines(planned.plan()))));
    }
}
