package io.millrace.planner;

import io.millrace.parser.MillraceConformance;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.TimeLimits;
import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.planner.catalog.SystemTable;
import io.millrace.planner.catalog.UserFunction;
import io.millrace.planner.translate.PlanTranslation;
import io.millrace.planner.translate.TranslationSettings;
import io.millrace.planner.validate.QueryFrontEnd;
import io.millrace.planner.validate.ValidatedQuery;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Expressions without a query, over rows that need not be in the catalog. */
final class ExpressionPlanning {
    private static final String SCHEMA = "$expression";

    private ExpressionPlanning() {}

    /** A row that expressions speak of, by its name. */
    record Row(String name, RowType columns) {}

    /** The expressions over the columns of all rows, one after the other. */
    record Planned(List<Expression> expressions, List<DataType> parameters) {}

    static Planned plan(Catalog catalog, PlannerSettings settings, List<SqlNode> nodes, List<Row> rows) {
        List<SqlNode> items = new ArrayList<>();
        for (SqlNode node : nodes) {
            // A name of its own, so that no column's name stands in the way.
            items.add(SqlStdOperatorTable.AS.createCall(
                    node.getParserPosition(), node, new SqlIdentifier("$" + items.size(), SqlParserPos.ZERO)));
        }
        SqlNode query = new SqlSelect(
                SqlParserPos.ZERO,
                null,
                new SqlNodeList(items, SqlParserPos.ZERO),
                from(rows),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        Catalog overlay = new Overlay(catalog, rows);
        ValidatedQuery validated = new QueryFrontEnd(
                        overlay, settings.schema(), settings.timeZone(), MillraceConformance.INSTANCE)
                .convert(query);
        List<Field> fields = new ArrayList<>();
        rows.forEach(row -> fields.addAll(row.columns().fields()));
        TranslationSettings translation =
                new TranslationSettings(true, "an expression", false, false, Map.of(), TimeLimits.NONE, Set.of(), 0);
        List<Expression> expressions = new PlanTranslation(
                        validated.rel().getCluster().getRexBuilder(), settings.timeZone(), translation)
                .expressions(validated.rel(), new RowType(fields));
        return new Planned(expressions, validated.parameters());
    }

    private static @Nullable SqlNode from(List<Row> rows) {
        SqlNode from = null;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).columns().size() == 0) {
                continue;
            }
            SqlNode table = SqlStdOperatorTable.AS.createCall(
                    SqlParserPos.ZERO,
                    new SqlIdentifier(List.of(SCHEMA, rows.get(i).name()), SqlParserPos.ZERO),
                    new SqlIdentifier(rows.get(i).name(), SqlParserPos.ZERO));
            from = from == null ? table : crossJoin(from, table);
        }
        return from;
    }

    private static SqlNode crossJoin(SqlNode left, SqlNode right) {
        return new SqlJoin(
                SqlParserPos.ZERO,
                left,
                SqlLiteral.createBoolean(false, SqlParserPos.ZERO),
                JoinType.CROSS.symbol(SqlParserPos.ZERO),
                right,
                JoinConditionType.NONE.symbol(SqlParserPos.ZERO),
                null);
    }

    /** The catalog and, in a schema of their own, the rows. */
    private record Overlay(Catalog below, List<Row> rows) implements Catalog {
        @Override
        public Collection<UserFunction> functions() {
            return below.functions();
        }

        @Override
        public Optional<CatalogObject> find(QualifiedName name) {
            if (!name.schema().equals(SCHEMA)) {
                return below.find(name);
            }
            return rows.stream()
                    .filter(row -> row.name().equals(name.name()))
                    .<CatalogObject>map(row -> new SystemTable(name, row.columns()))
                    .findFirst();
        }

        @Override
        public Collection<String> schemas() {
            List<String> schemas = new ArrayList<>(below.schemas());
            schemas.add(SCHEMA);
            return schemas;
        }

        @Override
        public Collection<String> names(String schema) {
            return schema.equals(SCHEMA) ? List.of() : below.names(schema);
        }
    }
}
