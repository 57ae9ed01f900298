package io.millrace.executor.operator.match;

import io.millrace.executor.operator.harness.Plans;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.SortKey;
import io.millrace.plan.pattern.AfterMatch;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.PatternAggregate;
import io.millrace.plan.pattern.PatternVariable;
import io.millrace.plan.pattern.RowNavigation;
import io.millrace.plan.pattern.RowPattern;
import io.millrace.plan.pattern.RowsPerMatch;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Random MATCH_RECOGNIZEs over rows of time, key and value. */
final class RandomPatterns {
    static final int TIME = 0;
    static final int KEY = 1;
    static final int VALUE = 2;

    private final Random random;
    private int variables;
    private boolean usesPath;

    RandomPatterns(Random random) {
        this.random = random;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    MatchRecognize next(boolean partitioned, boolean timed) {
        variables = 1 + random.nextInt(4);
        usesPath = chance(40);
        RowsPerMatch rows = RowsPerMatch.values()[random.nextInt(4)];
        RowPattern pattern = pattern(2 + random.nextInt(2), rows != RowsPerMatch.ALL_WITH_UNMATCHED);
        if (chance(6)) {
            pattern = new RowPattern.Concatenation(List.of(new RowPattern.PartitionStart(), pattern));
        } else if (chance(6)) {
            pattern = new RowPattern.Concatenation(List.of(pattern, new RowPattern.PartitionEnd()));
        }
        List<PatternVariable> definitions = new ArrayList<>();
        for (int i = 0; i < variables; i++) {
            definitions.add(definition(i));
        }
        List<NavigatedColumn> outputs = outputs();
        return new MatchRecognize(
                new NodeId("match-1"),
                new NodeId("input"),
                partitioned ? List.of(KEY) : List.of(),
                timed ? TIME : -1,
                chance(50)
                        ? List.of(new SortKey(TIME, false, false))
                        : List.of(new SortKey(TIME, false, false), new SortKey(VALUE, true, chance(50))),
                definitions,
                pattern,
                List.of(
                        new InputRef(VALUE, Plans.BIGINT),
                        Call.of(
                                Function.ADD,
                                Plans.BIGINT,
                                new InputRef(VALUE, Plans.BIGINT),
                                new InputRef(TIME, Plans.BIGINT))),
                chance(40) ? random.nextInt(8) : -1,
                afterMatch(),
                rows,
                outputs,
                Plans.properties(
                        Plans.row(outputs.stream().map(NavigatedColumn::type).toArray(DataType[]::new))));
    }

    private AfterMatch afterMatch() {
        AfterMatch.Skip skip = AfterMatch.Skip.values()[random.nextInt(4)];
        boolean to = skip == AfterMatch.Skip.TO_FIRST || skip == AfterMatch.Skip.TO_LAST;
        return new AfterMatch(skip, to ? some() : List.of());
    }

    private RowPattern pattern(int depth, boolean mayExclude) {
        int kind = depth == 0 ? 0 : random.nextInt(mayExclude ? 11 : 10);
        return switch (kind) {
            case 0, 1 -> new RowPattern.Variable(random.nextInt(variables));
            case 2, 3, 4 -> new RowPattern.Concatenation(patterns(depth, 2 + random.nextInt(2), mayExclude));
            case 5 -> new RowPattern.Alternation(patterns(depth, 2 + random.nextInt(2), mayExclude));
            case 6 ->
                chance(70)
                        ? new RowPattern.Permutation(patterns(depth, 2 + random.nextInt(2), mayExclude))
                        : new RowPattern.Empty();
            case 10 -> new RowPattern.Excluded(pattern(depth - 1, mayExclude));
            default -> {
                int min = random.nextInt(3);
                int max = chance(50) ? -1 : Math.max(1, min + random.nextInt(3));
                yield new RowPattern.Quantified(pattern(depth - 1, mayExclude), min, max, chance(40));
            }
        };
    }

    private List<RowPattern> patterns(int depth, int count, boolean mayExclude) {
        List<RowPattern> patterns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            patterns.add(pattern(depth - 1, mayExclude));
        }
        return patterns;
    }

    private List<Integer> some() {
        TreeSet<Integer> some = new TreeSet<>();
        some.add(random.nextInt(variables));
        if (chance(30)) {
            some.add(random.nextInt(variables));
        }
        return List.copyOf(some);
    }

    private PatternVariable definition(int variable) {
        String name = String.valueOf((char) ('a' + variable));
        if (chance(20)) {
            return new PatternVariable(name, List.of(), null);
        }
        List<NavigatedColumn> columns = new ArrayList<>();
        Expression condition = condition(2, columns);
        return new PatternVariable(name, columns, condition);
    }

    private Expression condition(int depth, List<NavigatedColumn> columns) {
        int kind = random.nextInt(depth == 0 ? 6 : 9);
        return switch (kind) {
            case 6 ->
                Call.of(Function.AND, Plans.BOOLEAN, condition(depth - 1, columns), condition(depth - 1, columns));
            case 7 -> Call.of(Function.OR, Plans.BOOLEAN, condition(depth - 1, columns), condition(depth - 1, columns));
            case 8 -> Call.of(Function.NOT, Plans.BOOLEAN, condition(depth - 1, columns));
            case 5 -> usesPath ? pathCondition(columns) : comparison(columns);
            case 4 ->
                Call.of(
                        Function.IS_NULL,
                        Plans.BOOLEAN.notNull(),
                        add(new NavigatedColumn.OfNavigation(navigation(false), VALUE, Plans.BIGINT), columns));
            default -> comparison(columns);
        };
    }

    private Expression pathCondition(List<NavigatedColumn> columns) {
        if (chance(30)) {
            return add(new NavigatedColumn.Exists(navigation(false)), columns);
        } else if (chance(50)) {
            String name = String.valueOf((char) ('a' + random.nextInt(variables)));
            return Call.of(
                    Function.EQUAL,
                    Plans.BOOLEAN,
                    add(new NavigatedColumn.Classifier(navigation(false)), columns),
                    Literal.ofText(NavigatedColumn.CLASSIFIER_TYPE, name));
        }
        return Call.of(
                Function.LESS,
                Plans.BOOLEAN,
                add(new NavigatedColumn.MatchNumber(), columns),
                Literal.of(Plans.BIGINT, random.nextInt(3)));
    }

    private Expression comparison(List<NavigatedColumn> columns) {
        Function function =
                List.of(Function.LESS, Function.GREATER, Function.EQUAL).get(random.nextInt(3));
        Expression left = operand(columns);
        if (left.type().equals(Plans.DOUBLE)) {
            return Call.of(function, Plans.BOOLEAN, left, Literal.of(Plans.DOUBLE, random.nextInt(8) / 2.0));
        }
        Expression right = operand(columns);
        boolean constant = chance(60) || right.type().equals(Plans.DOUBLE);
        return Call.of(function, Plans.BOOLEAN, left, constant ? Literal.of(Plans.BIGINT, random.nextInt(6)) : right);
    }

    private Expression operand(List<NavigatedColumn> columns) {
        if (usesPath && chance(30)) {
            return add(new NavigatedColumn.Aggregated(aggregate(false)), columns);
        } else if (chance(50)) {
            return add(new NavigatedColumn.OfRow(VALUE, Plans.BIGINT), columns);
        }
        return add(new NavigatedColumn.OfNavigation(navigation(false), VALUE, Plans.BIGINT), columns);
    }

    private static Expression add(NavigatedColumn column, List<NavigatedColumn> columns) {
        int place = columns.indexOf(column);
        if (place < 0) {
            place = columns.size();
            columns.add(column);
        }
        return new InputRef(place, column.type());
    }

    private RowNavigation navigation(boolean mayBeWhole) {
        int shift = chance(60) ? 0 : chance(75) ? -1 - random.nextInt(2) : 1 + random.nextInt(2);
        return new RowNavigation(
                usesPath || mayBeWhole ? (chance(60) ? some() : List.of()) : List.of(),
                chance(30),
                chance(60) ? 0 : random.nextInt(3),
                shift,
                mayBeWhole && chance(30));
    }

    private PatternAggregate aggregate(boolean mayBeWhole) {
        PatternAggregate.Function function = PatternAggregate.Function.values()[random.nextInt(5)];
        boolean rows = function == PatternAggregate.Function.COUNT && chance(50);
        DataType type =
                switch (function) {
                    case COUNT -> Plans.BIGINT.notNull();
                    case AVG -> Plans.DOUBLE;
                    default -> Plans.BIGINT;
                };
        return new PatternAggregate(
                function,
                chance(60) ? some() : List.of(),
                rows ? -1 : random.nextInt(2),
                mayBeWhole && chance(40),
                type);
    }

    private List<NavigatedColumn> outputs() {
        List<NavigatedColumn> outputs = new ArrayList<>();
        outputs.add(new NavigatedColumn.OfRow(KEY, Plans.BIGINT));
        outputs.add(new NavigatedColumn.OfRow(TIME, Plans.BIGINT.notNull()));
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            outputs.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new NavigatedColumn.Classifier(navigation(true));
                        case 1 -> new NavigatedColumn.MatchNumber();
                        case 2 -> new NavigatedColumn.Aggregated(aggregate(true));
                        case 3 -> new NavigatedColumn.Exists(navigation(true));
                        default -> new NavigatedColumn.OfNavigation(navigation(true), VALUE, Plans.BIGINT);
                    });
        }
        return outputs;
    }
}
