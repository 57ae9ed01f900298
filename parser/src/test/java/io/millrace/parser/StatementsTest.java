package io.millrace.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.parser.statement.AlterQuery;
import io.millrace.parser.statement.ColumnDefinition;
import io.millrace.parser.statement.CreateMaterializedView;
import io.millrace.parser.statement.CreatePipeline;
import io.millrace.parser.statement.CreateTable;
import io.millrace.parser.statement.InsertOnConflict;
import io.millrace.parser.statement.OptionAssignment;
import io.millrace.parser.statement.PrimaryKeyDefinition;
import io.millrace.parser.statement.SetOption;
import io.millrace.parser.statement.ShowSetting;
import io.millrace.parser.statement.StatementKind;
import io.millrace.parser.statement.Statements;
import io.millrace.parser.statement.WatermarkDefinition;
import org.apache.calcite.sql.SqlNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 | QUERY",
                "SELECT STREAM a FROM t | STREAM_QUERY",
                "WITH x AS (SELECT 1) SELECT STREAM * FROM x ORDER BY 1 | STREAM_QUERY",
                "SELECT STREAM a FROM t UNION ALL SELECT STREAM b FROM u | STREAM_QUERY",
                "SELECT a FROM (SELECT STREAM a FROM t) | QUERY",
                "VALUES (1) | QUERY",
                "TABLE t | QUERY",
                "INSERT INTO t VALUES (1) | INSERT",
                "INSERT INTO t SELECT STREAM * FROM u | STREAM_INSERT",
                "INSERT INTO t SELECT STREAM * FROM u ON CONFLICT DO NOTHING | STREAM_INSERT",
                "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING | INSERT",
                "CREATE MATERIALIZED VIEW v AS SELECT 1 | CREATE",
                "CREATE PIPELINE p AS INSERT INTO t SELECT STREAM * FROM u | CREATE",
            })
    void knowsWhatAStatementIs(String sql, StatementKind kind) {
        assertThat(Statements.kindOf(MillraceParser.parse(sql))).isEqualTo(kind);
    }

    @Test
    void takesStreamOffEverySelect() {
        SqlNode query = MillraceParser.parse(
                "WITH x AS (SELECT STREAM DISTINCT a FROM t) SELECT STREAM * FROM x UNION ALL SELECT STREAM b FROM u");
        Statements.removeStream(query);
        assertThat(Statements.kindOf(query)).isEqualTo(StatementKind.QUERY);
        assertThat(MillraceDialect.toSql(query)).doesNotContain("STREAM").contains("DISTINCT");
    }

    @Test
    void givesTheTextOfAViewsQueryAsItWasWritten() {
        String sql = "CREATE MATERIALIZED VIEW v AS\r\n  SELECT a, -- first\n b FROM t\nORDER BY a LIMIT 3 ; ";
        CreateMaterializedView view = (CreateMaterializedView) MillraceParser.parse(sql);
        assertThat(Statements.text(sql, view.queryPos)).isEqualTo("SELECT a, -- first\n b FROM t\nORDER BY a LIMIT 3");
        String pipelineSql = " CREATE PIPELINE p AS INSERT INTO t SELECT STREAM * FROM u";
        CreatePipeline pipeline = (CreatePipeline) MillraceParser.parse(pipelineSql);
        assertThat(Statements.text(pipelineSql, pipeline.queryPos)).isEqualTo("INSERT INTO t SELECT STREAM * FROM u");
    }

    @Test
    void keepsAllPartsOfATable() {
        CreateTable table = (CreateTable) MillraceParser.parse("""
                CREATE TABLE t (
                  id BIGINT PRIMARY KEY,
                  n INT NULL DEFAULT 3,
                  twice AS n * 2,
                  off BIGINT METADATA FROM 'offset' VIRTUAL,
                  ts TIMESTAMP(3) METADATA,
                  CONSTRAINT pk PRIMARY KEY (id, n) NOT ENFORCED,
                  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
                ) WITH ('connector' = 'x', rate = 10, late.rows = keep, 'on' = TRUE)
                """);
        ColumnDefinition id = (ColumnDefinition) table.elements.get(0);
        assertThat(id.primaryKey).isTrue();
        assertThat(id.type.getNullable()).isFalse();
        ColumnDefinition n = (ColumnDefinition) table.elements.get(1);
        assertThat(n.type.getNullable()).isTrue();
        assertThat(n.defaultValue).hasToString("3");
        assertThat(((ColumnDefinition) table.elements.get(2)).expression).hasToString("`n` * 2");
        assertThat(((ColumnDefinition) table.elements.get(3)).metadataKeyText()).contains("offset");
        assertThat(((ColumnDefinition) table.elements.get(4)).metadataKeyText()).contains("ts");
        assertThat(((PrimaryKeyDefinition) table.elements.get(5)).columns).hasToString("`id`, `n`");
        assertThat(((WatermarkDefinition) table.elements.get(6)).column).hasToString("ts");
        assertThat(OptionAssignment.texts(table.options))
                .hasToString("{connector=x, rate=10, late.rows=keep, on=true}");
    }

    @Test
    void refusesAnOptionGivenTwice() {
        AlterQuery alter = (AlterQuery) MillraceParser.parse("ALTER QUERY v SET (a = 1, 'a' = 2)");
        assertThatThrownBy(() -> OptionAssignment.texts(alter.options))
                .hasMessage("option 'a' is given twice, the second time at line 1, column 27");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SET a = 4 | a | 4",
                "SET a.b TO 'x y' | a.b | x y",
                "SET 'A.b' = on | A.b | on",
                "SET a = -1.50 | a | -1.50",
                "SET a = TRUE | a | true",
                "SET checkpoint.interval = INTERVAL '10' SECOND | checkpoint.interval | 10 second",
                "SET checkpoint.interval = INTERVAL '10 seconds' | checkpoint.interval | 10 second",
                "SET a = NULL | a | null",
                "SET search_path = public.x | search_path | public.x",
            })
    void givesSettingsAsText(String sql, String name, String value) {
        SetOption set = (SetOption) MillraceParser.parse(sql);
        assertThat(set.nameText()).isEqualTo(name);
        assertThat(set.valueText()).isEqualTo(value);
    }

    @Test
    void namesSettingsWithTheirDots() {
        assertThat(((ShowSetting) MillraceParser.parse("SHOW stream.progress")).nameText())
                .isEqualTo("stream.progress");
    }

    @Test
    void keepsAllPartsOfOnConflict() {
        InsertOnConflict insert = (InsertOnConflict) MillraceParser.parse(
                "INSERT INTO t VALUES (1, 2) ON CONFLICT (a) DO UPDATE SET b = excluded.b, c = t.c + 1 WHERE t.b < 3");
        assertThat(insert.updates()).isTrue();
        assertThat(insert.conflictColumns).hasToString("`a`");
        assertThat(insert.targets).hasToString("`b`, `c`");
        assertThat(insert.values).hasToString("`excluded`.`b`, `t`.`c` + 1");
        assertThat(insert.where).hasToString("`t`.`b` < 3");
    }
}
