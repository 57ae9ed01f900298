package io.millrace.planner.rewrite;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;

/** Each row of the input once for each element of a collection: columns of the input, then those of the element. */
public final class FlatMap extends SingleRel {
    private final RexNode collection;
    private final ImmutableBitSet kept;
    private final List<RelDataTypeField> elements;
    private final boolean ordinality;
    private final boolean outer;

    /**
     * @param collection over the input's columns
     * @param kept the columns of the input that the result has
     * @param elements what an element is made of, and its number if {@code ordinality}
     * @param outer whether a row without elements stands there once, with NULLs
     */
    FlatMap(
            RelNode input,
            RexNode collection,
            ImmutableBitSet kept,
            List<RelDataTypeField> elements,
            boolean ordinality,
            boolean outer) {
        super(input.getCluster(), input.getTraitSet(), input);
        this.collection = collection;
        this.kept = kept;
        this.elements = List.copyOf(elements);
        this.ordinality = ordinality;
        this.outer = outer;
    }

    public RexNode collection() {
        return collection;
    }

    public ImmutableBitSet kept() {
        return kept;
    }

    public boolean ordinality() {
        return ordinality;
    }

    public boolean outer() {
        return outer;
    }

    /** All columns of the new input are kept. */
    FlatMap over(RelNode newInput, RexNode newCollection) {
        return keeping(
                newInput,
                newCollection,
                ImmutableBitSet.range(newInput.getRowType().getFieldCount()));
    }

    FlatMap keeping(RelNode newInput, RexNode newCollection, ImmutableBitSet newKept) {
        return new FlatMap(newInput, newCollection, newKept, elements, ordinality, outer);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return keeping(inputs.get(0), collection, kept);
    }

    @Override
    public RelNode accept(RexShuttle shuttle) {
        RexNode changed = shuttle.apply(collection);
        return changed.equals(collection) ? this : keeping(getInput(), changed, kept);
    }

    @Override
    protected RelDataType deriveRowType() {
        RelDataTypeFactory factory = getCluster().getTypeFactory();
        RelDataTypeFactory.Builder builder = factory.builder();
        List<RelDataTypeField> inputs = getInput().getRowType().getFieldList();
        kept.forEach(column -> builder.add(inputs.get(column)));
        for (RelDataTypeField element : elements) {
            RelDataType type = element.getType();
            builder.add(element.getName(), outer ? factory.createTypeWithNullability(type, true) : type);
        }
        return builder.build();
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item("collection", collection)
                .item("kept", kept)
                .itemIf("ordinality", true, ordinality)
                .itemIf("outer", true, outer);
    }
}
