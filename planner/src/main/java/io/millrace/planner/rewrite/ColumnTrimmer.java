package io.millrace.planner.rewrite;

import io.millrace.planner.pattern.PatternMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mapping;
import org.apache.calcite.util.mapping.MappingType;
import org.apache.calcite.util.mapping.Mappings;

/** Takes out columns that nobody uses, also below window table functions. Public because Calcite calls it by reflection. */
public final class ColumnTrimmer extends RelFieldTrimmer {
    ColumnTrimmer(RelBuilder builder) {
        super(null, builder);
    }

    /**
     * Goes down at once. Calcite would first ask for the input's collations and keep their columns; nobody here relies on
     * them, and to be able to ask it compiles its metadata classes.
     */
    @Override
    protected TrimResult trimChild(RelNode rel, RelNode input, ImmutableBitSet used, Set<RelDataTypeField> extra) {
        return dispatchTrimFields(input, used, extra);
    }

    /** Keeps what the pattern and its measures look at. */
    public TrimResult trimFields(PatternMatch match, ImmutableBitSet used, Set<RelDataTypeField> extra) {
        ImmutableBitSet kept = used.isEmpty() ? ImmutableBitSet.of(0) : used;
        PatternMatch narrow = match.withOutputs(kept);
        TrimResult trimmed = trimChild(match, match.getInput(), narrow.inputColumns(), Set.of());
        Mapping inputMapping = trimmed.right;
        RelNode moved = narrow.moved(trimmed.left, inputMapping::getTarget);
        Mapping mapping = Mappings.create(
                MappingType.INVERSE_SURJECTION, match.getRowType().getFieldCount(), kept.cardinality());
        kept.forEach(column -> mapping.set(column, kept.indexOf(column)));
        return result(moved, mapping, match);
    }

    /** Reads the columns that the collection is made of, and keeps only those used above. */
    public TrimResult trimFields(FlatMap flatMap, ImmutableBitSet used, Set<RelDataTypeField> extra) {
        ImmutableBitSet kept = ImmutableBitSet.of(used.asList().stream()
                .filter(column -> column < flatMap.kept().cardinality())
                .map(flatMap.kept()::nth)
                .toList());
        ImmutableBitSet wanted = kept.union(RelOptUtil.InputFinder.bits(flatMap.collection()));
        TrimResult trimmed = trimChild(flatMap, flatMap.getInput(), wanted, Set.of());
        ImmutableBitSet newKept = kept.permute(trimmed.right);
        FlatMap narrow = flatMap.keeping(trimmed.left, RexUtil.apply(trimmed.right, flatMap.collection()), newKept);
        int columns = flatMap.getRowType().getFieldCount();
        int newColumns = narrow.getRowType().getFieldCount();
        Mapping mapping = Mappings.create(MappingType.INVERSE_SURJECTION, columns, newColumns);
        kept.forEach(column ->
                mapping.set(flatMap.kept().indexOf(column), newKept.indexOf(trimmed.right.getTarget(column))));
        int elements = columns - flatMap.kept().cardinality();
        for (int i = 1; i <= elements; i++) {
            mapping.set(columns - i, newColumns - i);
        }
        return result(narrow, mapping, flatMap);
    }

    /** Keeps of the left side what is used; of the right side all, for its key and its time count as well. */
    public TrimResult trimFields(SnapshotJoin join, ImmutableBitSet used, Set<RelDataTypeField> extra) {
        int lefts = join.lefts();
        int columns = join.getRowType().getFieldCount();
        ImmutableBitSet wanted =
                used.union(RelOptUtil.InputFinder.bits(join.condition())).intersect(ImmutableBitSet.range(lefts));
        if (join.time() != SnapshotJoin.NOW) {
            wanted = wanted.set(join.time());
        }
        ImmutableBitSet allRights = ImmutableBitSet.range(columns - lefts);
        TrimResult left = trimChild(join, join.getLeft(), wanted, Set.of());
        TrimResult right = trimChild(join, join.getRight(), allRights, Set.of());
        int newLefts = left.left.getRowType().getFieldCount();
        Mapping mapping = Mappings.create(MappingType.INVERSE_SURJECTION, columns, newLefts + columns - lefts);
        left.right.forEach(pair -> mapping.set(pair.source, pair.target));
        right.right.forEach(pair -> mapping.set(pair.source + lefts, pair.target + newLefts));
        int time = join.time() == SnapshotJoin.NOW ? SnapshotJoin.NOW : left.right.getTarget(join.time());
        return result(join.over(left.left, right.left, RexUtil.apply(mapping, join.condition()), time), mapping, join);
    }

    /** Keeps the columns used, and the one the windows are cut by. */
    @Override
    public TrimResult trimFields(LogicalTableFunctionScan scan, ImmutableBitSet used, Set<RelDataTypeField> extra) {
        if (scan.getInputs().size() != 1) {
            return super.trimFields(scan, used, extra);
        }
        RelNode input = scan.getInput(0);
        int inputColumns = input.getRowType().getFieldCount();
        int columns = scan.getRowType().getFieldCount();
        ImmutableBitSet wanted = used.intersect(ImmutableBitSet.range(inputColumns))
                .union(RelOptUtil.InputFinder.bits(List.of(scan.getCall()), null));
        TrimResult trimmed = trimChild(scan, input, wanted, Set.of());
        Mapping inputMapping = trimmed.right;
        int newInputColumns = trimmed.left.getRowType().getFieldCount();
        Mapping mapping =
                Mappings.create(MappingType.INVERSE_SURJECTION, columns, newInputColumns + columns - inputColumns);
        inputMapping.forEach(pair -> mapping.set(pair.source, pair.target));
        List<RelDataTypeField> fields =
                new ArrayList<>(trimmed.left.getRowType().getFieldList());
        for (int i = inputColumns; i < columns; i++) {
            mapping.set(i, newInputColumns + i - inputColumns);
            fields.add(scan.getRowType().getFieldList().get(i));
        }
        RelDataTypeFactory.Builder builder = scan.getCluster().getTypeFactory().builder();
        fields.forEach(builder::add);
        RelDataType rowType = builder.build();
        RexNode call = RexUtil.apply(inputMapping, scan.getCall());
        TableFunctionScan narrow = LogicalTableFunctionScan.create(
                scan.getCluster(), List.of(trimmed.left), call, scan.getElementType(), rowType, null);
        return result(narrow, mapping, scan);
    }
}
