package io.millrace.planner.validate;

import io.millrace.planner.pattern.PatternMatch;
import io.millrace.planner.pattern.PatternQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;

/** Calcite's converter, with our node for MATCH_RECOGNIZE. */
final class QueryConverter extends SqlToRelConverter {
    private final MillraceValidator patterns;

    QueryConverter(
            RelOptTable.ViewExpander views,
            MillraceValidator validator,
            Prepare.CatalogReader reader,
            RelOptCluster cluster,
            Config config) {
        super(views, validator, reader, cluster, Convertlets.INSTANCE, config);
        this.patterns = validator;
    }

    @Override
    protected Blackboard createBlackboard(
            @Nullable SqlValidatorScope scope, @Nullable Map<String, RexNode> nameToNodeMap, boolean top) {
        return new Blackboard(scope, nameToNodeMap, top) {
            @Override
            public RexNode visit(SqlIdentifier identifier) {
                RexNode converted = super.visit(identifier);
                return converted instanceof RexFieldAccess && root != null ? ofRoot(converted, root) : converted;
            }
        };
    }

    /** A field of a column that an outer join may make NULL may be NULL too; Calcite sees to columns only. */
    private RexNode ofRoot(RexNode node, RelNode root) {
        if (node instanceof RexFieldAccess access) {
            return rexBuilder.makeFieldAccess(
                    ofRoot(access.getReferenceExpr(), root), access.getField().getIndex());
        }
        List<RelDataTypeField> fields = root.getRowType().getFieldList();
        if (node instanceof RexInputRef ref && ref.getIndex() < fields.size()) {
            RelDataType type = fields.get(ref.getIndex()).getType();
            if (type.isNullable() && !ref.getType().isNullable() && type.isStruct()) {
                return new RexInputRef(ref.getIndex(), type);
            }
        }
        return node;
    }

    @Override
    protected void convertMatchRecognize(Blackboard blackboard, SqlMatchRecognize match) {
        PatternQuery query = patterns.pattern(match);
        Blackboard inner = createBlackboard(patterns.getMatchRecognizeScope(match), null, false);
        convertFrom(inner, match.getTableRef());
        RelNode input = inner.root();
        List<PatternMatch.Variable> variables = new ArrayList<>();
        for (PatternQuery.Variable variable : query.variables()) {
            RexNode condition = variable.condition() == null ? null : convert(variable.condition(), variable.types());
            variables.add(new PatternMatch.Variable(variable.name(), List.copyOf(variable.columns()), condition));
        }
        PatternMatch.Spec spec = new PatternMatch.Spec(
                query.partitionKeys(),
                query.order(),
                List.copyOf(variables),
                query.pattern(),
                convertAll(query.arguments(), query.inputTypes()),
                query.withinMicros(),
                query.afterMatch(),
                query.rowsPerMatch(),
                List.copyOf(query.outputs()));
        RelNode matched = new PatternMatch(input, rowType(query.outputTypes()), spec);
        RelNode measured = LogicalProject.create(
                matched,
                List.of(),
                convertAll(query.columns(), query.outputTypes()),
                query.rowType().getFieldNames(),
                Set.of());
        blackboard.setRoot(measured, true);
    }

    private List<RexNode> convertAll(List<SqlNode> nodes, Map<String, RelDataType> types) {
        return nodes.stream().map(node -> convert(node, types)).toList();
    }

    /** @param types of the columns by name, in their order */
    private RexNode convert(SqlNode node, Map<String, RelDataType> types) {
        Map<String, RexNode> columns = new HashMap<>();
        types.forEach((name, type) -> columns.put(name, new RexInputRef(columns.size(), type)));
        return convertExpression(node, columns);
    }

    private RelDataType rowType(Map<String, RelDataType> types) {
        RelDataTypeFactory.Builder builder = typeFactory.builder();
        types.forEach(builder::add);
        return builder.build();
    }
}
