package io.millrace.planner.pattern;

import io.millrace.plan.node.SortKey;
import io.millrace.plan.pattern.AfterMatch;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.RowPattern;
import io.millrace.plan.pattern.RowsPerMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** MATCH_RECOGNIZE as a relational node. Its columns are {@link Spec#outputs}; measures are computed above it. */
public final class PatternMatch extends SingleRel {
    private final Spec spec;

    /**
     * What is looked for and what comes out.
     *
     * @param arguments of aggregates, over the input's columns
     */
    public record Spec(
            List<Integer> partitionKeys,
            List<SortKey> order,
            List<Variable> variables,
            RowPattern pattern,
            List<RexNode> arguments,
            long withinMicros,
            AfterMatch afterMatch,
            RowsPerMatch rowsPerMatch,
            List<NavigatedColumn> outputs) {}

    /** A variable; the condition is over its columns. */
    public record Variable(
            String name,
            List<NavigatedColumn> columns,
            @Nullable RexNode condition) {}

    public PatternMatch(RelNode input, RelDataType rowType, Spec spec) {
        super(input.getCluster(), input.getTraitSet(), input);
        this.rowType = rowType;
        this.spec = spec;
    }

    public Spec spec() {
        return spec;
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new PatternMatch(inputs.get(0), getRowType(), spec);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("spec", spec);
    }

    /** The same with only some of the columns. */
    public PatternMatch withOutputs(ImmutableBitSet kept) {
        RelDataTypeFactory.Builder types = getCluster().getTypeFactory().builder();
        kept.forEach(column -> types.add(getRowType().getFieldList().get(column)));
        Spec narrow = new Spec(
                spec.partitionKeys,
                spec.order,
                spec.variables,
                spec.pattern,
                spec.arguments,
                spec.withinMicros,
                spec.afterMatch,
                spec.rowsPerMatch,
                kept.asList().stream().map(spec.outputs::get).toList());
        return new PatternMatch(getInput(), types.build(), narrow);
    }

    /** Columns of the input that are looked at. */
    public ImmutableBitSet inputColumns() {
        ImmutableBitSet.Builder used = ImmutableBitSet.builder();
        IntUnaryOperator note = column -> {
            used.set(column);
            return column;
        };
        mapped(note);
        return used.build();
    }

    /** The same over an input whose columns stand elsewhere. */
    public PatternMatch moved(RelNode newInput, IntUnaryOperator places) {
        return new PatternMatch(newInput, getRowType(), mapped(places));
    }

    private Spec mapped(IntUnaryOperator places) {
        RexShuttle shuttle = new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef input) {
                return new RexInputRef(places.applyAsInt(input.getIndex()), input.getType());
            }
        };
        List<SortKey> order = new ArrayList<>();
        spec.order.forEach(
                key -> order.add(new SortKey(places.applyAsInt(key.column()), key.descending(), key.nullsFirst())));
        List<Variable> variables = new ArrayList<>();
        spec.variables.forEach(variable ->
                variables.add(new Variable(variable.name, mapped(variable.columns, places), variable.condition)));
        return new Spec(
                spec.partitionKeys.stream().map(places::applyAsInt).toList(),
                order,
                variables,
                spec.pattern,
                spec.arguments.stream()
                        .map(argument -> argument.accept(shuttle))
                        .toList(),
                spec.withinMicros,
                spec.afterMatch,
                spec.rowsPerMatch,
                mapped(spec.outputs, places));
    }

    private static List<NavigatedColumn> mapped(List<NavigatedColumn> columns, IntUnaryOperator places) {
        List<NavigatedColumn> mapped = new ArrayList<>();
        for (NavigatedColumn column : columns) {
            if (column instanceof NavigatedColumn.OfRow row) {
                mapped.add(new NavigatedColumn.OfRow(places.applyAsInt(row.index()), row.type()));
            } else if (column instanceof NavigatedColumn.OfNavigation navigated) {
                mapped.add(new NavigatedColumn.OfNavigation(
                        navigated.navigation(), places.applyAsInt(navigated.index()), navigated.type()));
            } else {
                mapped.add(column);
            }
        }
        return mapped;
    }
}
