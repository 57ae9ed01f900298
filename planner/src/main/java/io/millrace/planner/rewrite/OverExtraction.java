package io.millrace.planner.rewrite;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlValidatorUtil;

/**
 * A projection with window functions becomes three: what the functions read is computed below; then comes an <em>over
 * projection</em>, which passes on columns and adds one for each function over columns and constants; the rest is above.
 */
final class OverExtraction {
    private final RexBuilder rexBuilder;

    OverExtraction(RexBuilder rexBuilder) {
        this.rexBuilder = rexBuilder;
    }

    RelNode rewrite(RelNode rel) {
        List<RelNode> inputs = rel.getInputs().stream().map(this::rewrite).toList();
        RelNode renewed = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
        return renewed instanceof Project project && RexOver.containsOver(project.getProjects(), null)
                ? extracted(project)
                : renewed;
    }

    private RelNode extracted(Project project) {
        RelNode input = project.getInput();
        Below below = new Below(input);
        SumShuttle sums = new SumShuttle();
        Map<RexNode, String> functions = new LinkedHashMap<>();
        RexShuttle collect = new RexShuttle() {
            @Override
            public RexNode visitOver(RexOver over) {
                RexNode renewed = below.over(over);
                functions.putIfAbsent(renewed, over.getAggOperator().getName().toLowerCase(Locale.ROOT));
                return renewed;
            }
        };
        List<RexNode> outputs = new ArrayList<>();
        for (int i = 0; i < project.getProjects().size(); i++) {
            RexNode output = project.getProjects().get(i).accept(sums).accept(collect);
            String name = project.getRowType().getFieldNames().get(i);
            if (output instanceof RexOver && !name.startsWith("EXPR$")) {
                functions.put(output, name);
            }
            outputs.add(output);
        }
        RelNode prepared = below.rel();
        List<RexNode> columns = new ArrayList<>(rexBuilder.identityProjects(prepared.getRowType()));
        List<String> names = new ArrayList<>(prepared.getRowType().getFieldNames());
        int first = columns.size();
        columns.addAll(functions.keySet());
        names.addAll(functions.values());
        RelNode over = LogicalProject.create(prepared, List.of(), columns, unique(names), Set.of());
        List<RexNode> placed = List.copyOf(functions.keySet());
        RexShuttle place = new RexShuttle() {
            @Override
            public RexNode visitOver(RexOver function) {
                return rexBuilder.makeInputRef(over, first + placed.indexOf(function));
            }
        };
        return LogicalProject.create(
                over,
                project.getHints(),
                outputs.stream().map(output -> output.accept(place)).toList(),
                project.getRowType().getFieldNames(),
                project.getVariablesSet());
    }

    private static List<String> unique(List<String> names) {
        return SqlValidatorUtil.uniquify(names, true);
    }

    /** The input with the columns that functions read. */
    private final class Below {
        private final RelNode input;
        private final List<RexNode> columns;
        private final List<String> names;

        Below(RelNode input) {
            this.input = input;
            columns = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
            names = new ArrayList<>(input.getRowType().getFieldNames());
        }

        RelNode rel() {
            return columns.size() == input.getRowType().getFieldCount()
                    ? input
                    : LogicalProject.create(input, List.of(), columns, unique(names), Set.of());
        }

        RexNode column(RexNode expression) {
            if (expression instanceof RexLiteral || expression instanceof RexInputRef) {
                return expression;
            }
            int place = columns.indexOf(expression);
            if (place < 0) {
                place = columns.size();
                columns.add(expression);
                names.add("$over" + place);
            }
            return new RexInputRef(place, expression.getType());
        }

        /** The same function over columns and constants; keys that are constant are none. */
        RexNode over(RexOver over) {
            RexWindow window = over.getWindow();
            List<RexNode> operands =
                    over.getOperands().stream().map(this::operand).toList();
            List<RexNode> partition = window.partitionKeys.stream()
                    .filter(key -> !RexUtil.isLiteral(key, true))
                    .map(this::column)
                    .distinct()
                    .toList();
            ImmutableList.Builder<RexFieldCollation> order = ImmutableList.builder();
            for (RexFieldCollation key : window.orderKeys) {
                if (!RexUtil.isLiteral(key.left, true)) {
                    order.add(new RexFieldCollation(column(key.left), key.right));
                }
            }
            return renewed(over, over.getAggOperator(), over.getType(), operands, partition, order.build());
        }

        private RexNode operand(RexNode operand) {
            return RexUtil.isLiteral(operand, true) ? operand : column(operand);
        }
    }

    private RexNode renewed(
            RexOver over,
            SqlAggFunction function,
            RelDataType type,
            List<RexNode> operands,
            List<RexNode> partition,
            ImmutableList<RexFieldCollation> order) {
        RexWindow window = over.getWindow();
        return rexBuilder.makeOver(
                type,
                function,
                operands,
                partition,
                order,
                window.getLowerBound(),
                window.getUpperBound(),
                window.getExclude(),
                window.isRows(),
                true,
                false,
                over.isDistinct(),
                over.ignoreNulls());
    }

    /** Puts SUM back where Calcite wrote {@code CASE WHEN COUNT(x) > 0 THEN $SUM0(x) ELSE NULL END}. */
    private final class SumShuttle extends RexShuttle {
        @Override
        public RexNode visitCall(RexCall call) {
            if (call.getKind() == SqlKind.CASE
                    && call.getOperands().size() == 3
                    && call.getOperands().get(0) instanceof RexCall test
                    && test.getKind() == SqlKind.GREATER_THAN
                    && test.getOperands().get(0) instanceof RexOver count
                    && count.getAggOperator().getKind() == SqlKind.COUNT
                    && sum(call.getOperands().get(1)) instanceof RexOver sum
                    && sum.getWindow().equals(count.getWindow())
                    && sum.getOperands().equals(count.getOperands())
                    && RexUtil.isNullLiteral(call.getOperands().get(2), true)) {
                RexWindow window = sum.getWindow();
                return renewed(
                        sum,
                        SqlStdOperatorTable.SUM,
                        call.getType(),
                        sum.getOperands(),
                        window.partitionKeys,
                        window.orderKeys);
            }
            return super.visitCall(call);
        }

        private RexNode sum(RexNode node) {
            RexNode inner = node.getKind() == SqlKind.CAST
                    ? ((RexCall) node).getOperands().get(0)
                    : node;
            boolean sums = inner.getKind() == SqlKind.SUM || inner.getKind() == SqlKind.SUM0;
            return sums ? inner : node;
        }
    }
}
