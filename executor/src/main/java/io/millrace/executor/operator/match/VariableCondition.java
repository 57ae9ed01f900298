package io.millrace.executor.operator.match;

import io.millrace.executor.expression.NavigatedCondition;
import io.millrace.executor.expression.NavigatedConditionCompiler;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.PatternVariable;
import io.millrace.plan.pattern.RowNavigation;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;

/**
 * The condition of a variable, asked of a row that a partial match would take: where each of its columns is to be read follows
 * from the registers of the partial match, which have taken the row in already.
 *
 * <p><b>Threading:</b> one thread.
 */
final class VariableCondition {
    private static final Column FALSE_AND_TRUE = new IntColumn(new int[] {0, 1}, null);

    private final NavigatedCondition condition;
    private final Slot[] slots;
    private final Column[] columns;
    private final int[] rows;
    private final BitSet registers = new BitSet();
    private final List<String> names;
    private final BytesColumn classifiers;
    private boolean asksForStart;
    private boolean aggregates;
    private boolean asksForMatchNumber;

    /** A column of the condition: {@code register} and {@code at} where its navigation or aggregate has one. */
    private record Slot(NavigatedColumn column, RowNavigation navigation, int register, int at) {}

    VariableCondition(PatternVariable variable, PatternProgram program) {
        List<DataType> types =
                variable.columns().stream().map(NavigatedColumn::type).toList();
        Expression expression = variable.condition();
        if (expression == null) {
            throw new IllegalArgumentException("no condition");
        }
        condition = NavigatedConditionCompiler.compile(expression, types);
        names = program.node().variables().stream().map(PatternVariable::name).toList();
        classifiers = classifiers(names);
        slots = new Slot[types.size()];
        columns = new Column[types.size()];
        rows = new int[types.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = slot(variable.columns().get(i), program);
            if (slots[i].register >= 0) {
                registers.set(slots[i].register);
            }
        }
    }

    /** NULL, then the names of the variables. */
    static BytesColumn classifiers(List<String> names) {
        ColumnBuilder.OfBytes builder =
                (ColumnBuilder.OfBytes) ColumnBuilder.of(NavigatedColumn.CLASSIFIER_TYPE.storage(), names.size() + 1);
        builder.appendNull();
        names.forEach(name -> builder.append(name.getBytes(StandardCharsets.UTF_8)));
        return (BytesColumn) builder.build();
    }

    private Slot slot(NavigatedColumn column, PatternProgram program) {
        if (column instanceof NavigatedColumn.OfNavigation navigated) {
            return slot(column, navigated.navigation(), program);
        } else if (column instanceof NavigatedColumn.Exists exists) {
            return slot(column, exists.navigation(), program);
        } else if (column instanceof NavigatedColumn.Classifier classifier) {
            return slot(column, classifier.navigation(), program);
        } else if (column instanceof NavigatedColumn.Aggregated aggregated) {
            aggregates = true;
            int register = program.aggregateRegister(aggregated.aggregate());
            return new Slot(column, RowNavigation.CURRENT, register, program.offset(register));
        } else if (column instanceof NavigatedColumn.MatchNumber) {
            asksForMatchNumber = true;
        }
        return new Slot(column, RowNavigation.CURRENT, -1, -1);
    }

    private Slot slot(NavigatedColumn column, RowNavigation navigation, PatternProgram program) {
        if (navigation.variables().isEmpty()) {
            asksForStart |= navigation.fromFirst() || navigation.offset() > 0;
            return new Slot(column, navigation, -1, -1);
        }
        int register = program.rowsRegister(navigation.variables(), navigation.fromFirst(), navigation.offset() + 1);
        return new Slot(column, navigation, register, program.offset(register));
    }

    /** Registers it reads, by number. */
    BitSet registers() {
        return registers;
    }

    /** Whether it depends on the row at which the match begins. */
    boolean asksForStart() {
        return asksForStart;
    }

    boolean asksForMatchNumber() {
        return asksForMatchNumber;
    }

    /** Call before rows of a partition are tested, and when rows were added or a match found. */
    void bind(PartitionRows partition, long matchNumber) {
        for (int i = 0; i < slots.length; i++) {
            NavigatedColumn column = slots[i].column;
            if (column instanceof NavigatedColumn.OfRow row) {
                columns[i] = partition.column(row.index());
            } else if (column instanceof NavigatedColumn.OfNavigation navigated) {
                columns[i] = partition.column(navigated.index());
            } else if (column instanceof NavigatedColumn.Exists) {
                columns[i] = FALSE_AND_TRUE;
            } else if (column instanceof NavigatedColumn.Classifier) {
                columns[i] = classifiers;
            } else if (column instanceof NavigatedColumn.MatchNumber) {
                columns[i] = new LongColumn(new long[] {matchNumber}, null);
            }
        }
        if (!aggregates) {
            condition.columns(columns);
        }
    }

    /**
     * Whether a row may be taken with this variable.
     *
     * @param start the row at which the match begins
     * @param path what gives the variable of a row that was taken, by its position
     * @throws MillraceException if the condition cannot be computed
     */
    boolean test(PartitionRows partition, long start, long position, long[] values, Path path) {
        for (int i = 0; i < slots.length; i++) {
            Slot slot = slots[i];
            NavigatedColumn column = slot.column;
            if (column instanceof NavigatedColumn.OfRow) {
                rows[i] = partition.row(position);
            } else if (column instanceof NavigatedColumn.OfNavigation) {
                rows[i] = partition.row(target(slot, start, position, values));
            } else if (column instanceof NavigatedColumn.Exists) {
                rows[i] = partition.row(target(slot, start, position, values)) == 0 ? 0 : 1;
            } else if (column instanceof NavigatedColumn.Classifier) {
                rows[i] = 1 + path.variable(target(slot, start, position, values));
            } else if (column instanceof NavigatedColumn.Aggregated aggregated) {
                rows[i] = 0;
                columns[i] = aggregate(aggregated, slot, partition, values, path);
            }
        }
        if (aggregates) {
            condition.columns(columns);
        }
        return condition.test(rows);
    }

    private static long target(Slot slot, long start, long position, long[] values) {
        RowNavigation navigation = slot.navigation;
        long row;
        if (slot.register >= 0) {
            row = values[slot.at + navigation.offset()];
        } else {
            row = navigation.fromFirst() ? start + navigation.offset() : position - navigation.offset();
            if (row > position || row < start) {
                row = PartitionRows.NONE;
            }
        }
        return row < 0 ? PartitionRows.NONE : row + navigation.shift();
    }

    private static Column aggregate(
            NavigatedColumn.Aggregated aggregated, Slot slot, PartitionRows partition, long[] values, Path path) {
        ColumnBuilder builder = ColumnBuilder.of(aggregated.type(), 1);
        ((AggregateRegister) path.register(slot.register)).append(values, slot.at, partition, builder);
        return builder.build();
    }

    /** What a condition may ask of the partial match. */
    interface Path {
        /** The variable of a row that was taken, −1 if it was not. */
        int variable(long position);

        Register register(int register);
    }
}
