package io.millrace.executor.operator.match;

import io.millrace.executor.expression.CalcCompiler;
import io.millrace.executor.expression.CalcInstance;
import io.millrace.executor.expression.ErrorPolicy;
import io.millrace.executor.expression.EvaluationContext;
import io.millrace.executor.operator.match.Automaton.Kind;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.PatternAggregate;
import io.millrace.plan.pattern.PatternVariable;
import io.millrace.plan.pattern.RowNavigation;
import io.millrace.plan.pattern.RowPattern;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A MATCH_RECOGNIZE ready to run: the automaton, the conditions of its variables, and what partial matches must remember for
 * them.
 *
 * <p><b>Threading:</b> one thread.
 */
final class PatternProgram {
    private final MatchRecognize node;
    private final List<DataType> types;
    private final EvaluationContext context;
    private final Automaton automaton;
    private final List<Register> registers = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();
    private final List<@Nullable VariableCondition> conditions = new ArrayList<>();
    private final List<CalcInstance> calcs = new ArrayList<>();
    private final Reach reach = new Reach();
    private final BitSet[] live;
    private int registerCount;

    PatternProgram(MatchRecognize node, List<DataType> types, EvaluationContext context) {
        this.node = node;
        this.types = types;
        this.context = context;
        automaton = AutomatonBuilder.build(node.pattern());
        for (Expression argument : node.arguments()) {
            calcs.add(CalcCompiler.compile(null, List.of(argument), types, ErrorPolicy.FAIL)
                    .newInstance());
        }
        for (PatternVariable variable : node.variables()) {
            variable.columns().forEach(reach::define);
            conditions.add(variable.condition() == null ? null : new VariableCondition(variable, this));
        }
        node.outputs().forEach(reach::measure);
        live = new Liveness(automaton, conditions, node.withinMicros() >= 0, registers.size()).compute();
    }

    MatchRecognize node() {
        return node;
    }

    Automaton automaton() {
        return automaton;
    }

    /** Null if every row may have the variable. */
    @Nullable VariableCondition condition(int variable) {
        return conditions.get(variable);
    }

    List<Register> registers() {
        return registers;
    }

    /** Place of a register's first {@code long}. */
    int offset(int register) {
        return offsets.get(register);
    }

    /** Number of {@code long}s of all registers. */
    int registerCount() {
        return registerCount;
    }

    /** The register for the first or last rows of some variables, at least that many. */
    int rowsRegister(List<Integer> variables, boolean fromFirst, int width) {
        for (int i = 0; i < registers.size(); i++) {
            if (registers.get(i) instanceof Register.Rows rows
                    && rows.variables().equals(variables)
                    && rows.fromFirst() == fromFirst
                    && rows.width() >= width) {
                return i;
            }
        }
        return add(new Register.Rows(variables, fromFirst, width));
    }

    int aggregateRegister(PatternAggregate aggregate) {
        AggregateRegister register = register(aggregate);
        int place = registers.indexOf(register);
        return place >= 0 ? place : add(register);
    }

    private int add(Register register) {
        registers.add(register);
        offsets.add(registerCount);
        registerCount += register.width();
        return registers.size() - 1;
    }

    /** A register for an aggregate, not one of the partial matches'. */
    AggregateRegister register(PatternAggregate aggregate) {
        DataType argument = aggregate.argument() < 0
                ? null
                : node.arguments().get(aggregate.argument()).type();
        return new AggregateRegister(aggregate, argument);
    }

    /**
     * What conditions that can still be asked from a state on depend on: registers by number, and behind them the row the match
     * begins at.
     */
    BitSet live(int state) {
        return live[state];
    }

    /** Whether the row a match begins at is all that tells two partial matches in that state apart, and matters. */
    boolean startMatters(int state) {
        return live[state].get(registers.size());
    }

    /** Whether conditions ask for variables of rows gone by, so that partial matches are never alike. */
    boolean pathMatters() {
        return reach.pathMatters;
    }

    /** Rows behind the one looked at that conditions ask for. */
    int lookAhead() {
        return reach.conditionsAhead;
    }

    /** Rows behind the last one of a match that measures ask for. */
    int measuresAhead() {
        return reach.measuresAhead;
    }

    /** Rows before the first one of a match that anything asks for. */
    int lookBehind() {
        return reach.behind;
    }

    /** Whether a partition is remembered when nothing of it is left but that it was there. */
    boolean remembersPartitions() {
        return reach.matchNumber || reach.behind > 0 || anchored(node.pattern());
    }

    private static boolean anchored(RowPattern pattern) {
        return pattern instanceof RowPattern.Concatenation concatenation
                && concatenation.parts().stream().anyMatch(RowPattern.PartitionStart.class::isInstance);
    }

    PartitionRows newRows(long base) {
        int timeColumn = node.withinMicros() < 0 ? -1 : node.order().get(0).column();
        return new PartitionRows(types, timeColumn, new ArgumentColumns(node.arguments(), calcs, context), base);
    }

    List<DataType> types() {
        return types;
    }

    /** How far from the rows of a match navigation goes. */
    private static final class Reach {
        private boolean pathMatters;
        private boolean matchNumber;
        private int conditionsAhead;
        private int measuresAhead;
        private int behind;

        void define(NavigatedColumn column) {
            RowNavigation navigation = navigation(column);
            conditionsAhead = Math.max(conditionsAhead, navigation.shift());
            behind = Math.max(behind, -navigation.shift());
            pathMatters |= column instanceof NavigatedColumn.Classifier;
            matchNumber |= column instanceof NavigatedColumn.MatchNumber;
        }

        void measure(NavigatedColumn column) {
            RowNavigation navigation = navigation(column);
            measuresAhead = Math.max(measuresAhead, navigation.shift());
            behind = Math.max(behind, -navigation.shift());
            matchNumber |= column instanceof NavigatedColumn.MatchNumber;
        }

        private static RowNavigation navigation(NavigatedColumn column) {
            if (column instanceof NavigatedColumn.OfNavigation navigated) {
                return navigated.navigation();
            } else if (column instanceof NavigatedColumn.Exists exists) {
                return exists.navigation();
            } else if (column instanceof NavigatedColumn.Classifier classifier) {
                return classifier.navigation();
            }
            return RowNavigation.CURRENT;
        }
    }

    /** Which registers conditions ask for from each state on. */
    private record Liveness(
            Automaton automaton, List<@Nullable VariableCondition> conditions, boolean within, int registers) {
        BitSet[] compute() {
            BitSet[] live = new BitSet[automaton.size()];
            for (int state = 0; state < live.length; state++) {
                live[state] = own(state);
            }
            boolean changed = true;
            while (changed) {
                changed = false;
                for (int state = 0; state < live.length; state++) {
                    changed |= merge(live, state, automaton.next(state)) | merge(live, state, automaton.other(state));
                }
            }
            return live;
        }

        private BitSet own(int state) {
            BitSet own = new BitSet();
            if (automaton.kind(state) == Kind.VARIABLE) {
                VariableCondition condition = conditions.get(automaton.data(state));
                if (condition != null) {
                    own.or(condition.registers());
                    if (condition.asksForStart()) {
                        own.set(registers);
                    }
                }
                if (within) {
                    own.set(registers);
                }
            }
            return own;
        }

        private static boolean merge(BitSet[] live, int into, int from) {
            if (from < 0) {
                return false;
            }
            int before = live[into].cardinality();
            live[into].or(live[from]);
            return live[into].cardinality() > before;
        }
    }
}
