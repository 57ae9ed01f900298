package io.millrace.executor.operator.match;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.pattern.AfterMatch.Skip;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.PatternAggregate;
import io.millrace.plan.pattern.PatternVariable;
import io.millrace.plan.pattern.RowNavigation;
import io.millrace.plan.pattern.RowPattern;
import io.millrace.plan.pattern.RowsPerMatch;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MATCH_RECOGNIZE over the rows of one partition as the standard defines it: at each row, ways through the pattern are tried in
 * the order of preference, and the first that is complete is the match. A way that ends where rows are still to come is
 * unknown, and nothing behind it is decided.
 */
final class PatternModel {
    /** What became of trying. */
    private enum Outcome {
        FOUND,
        FAILED,
        UNKNOWN
    }

    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** AFTER MATCH SKIP TO cannot be followed. */
    static final class BadSkip extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private record Taken(int row, int variable, boolean excluded) {}

    private interface Continuation {
        Outcome at(int row);
    }

    private final MatchRecognize node;
    private final List<List<@Nullable Object>> rows;
    private final long timeMax;
    private final boolean ended;
    private final int ahead;
    private final int measuresAhead;
    private final List<Taken> taken = new ArrayList<>();
    private final List<List<@Nullable Object>> output = new ArrayList<>();
    private int start;
    private long matches;
    private int steps;

    /**
     * @param rows of the partition that are not to come, in order
     * @param timeMax no row to come has a time up to this
     */
    PatternModel(MatchRecognize node, List<List<@Nullable Object>> rows, long timeMax, boolean ended) {
        this.node = node;
        this.rows = rows;
        this.timeMax = timeMax;
        this.ended = ended;
        ahead = node.variables().stream()
                .flatMap(variable -> variable.columns().stream())
                .mapToInt(PatternModel::shift)
                .max()
                .orElse(0);
        measuresAhead =
                node.outputs().stream().mapToInt(PatternModel::shift).max().orElse(0);
    }

    private static int shift(NavigatedColumn column) {
        RowNavigation navigation = navigation(column);
        return navigation == null ? 0 : Math.max(0, navigation.shift());
    }

    private static @Nullable RowNavigation navigation(NavigatedColumn column) {
        if (column instanceof NavigatedColumn.OfNavigation navigated) {
            return navigated.navigation();
        } else if (column instanceof NavigatedColumn.Exists exists) {
            return exists.navigation();
        }
        return column instanceof NavigatedColumn.Classifier classifier ? classifier.navigation() : null;
    }

    /** All that is decided. */
    List<List<@Nullable Object>> output() {
        int unsettled = 0;
        start = 0;
        while (start < rows.size()) {
            taken.clear();
            int[] end = {-1};
            Outcome outcome = match(node.pattern(), start, false, row -> {
                end[0] = row;
                return Outcome.FOUND;
            });
            if (outcome == Outcome.UNKNOWN) {
                break;
            } else if (outcome == Outcome.FAILED) {
                if (start >= unsettled) {
                    unmatched();
                    unsettled = start + 1;
                }
                start++;
                continue;
            }
            int last = end[0];
            if (!ended && last - 1 + measuresAhead >= rows.size()) {
                break;
            }
            matches++;
            write();
            unsettled = Math.max(unsettled, Math.max(last, start + 1));
            start = taken.isEmpty() ? start + 1 : next(last);
        }
        return output;
    }

    private int next(int end) {
        Skip skip = node.afterMatch().skip();
        if (skip == Skip.PAST_LAST_ROW) {
            return end;
        } else if (skip == Skip.TO_NEXT_ROW) {
            return start + 1;
        }
        List<Integer> of = taken.stream()
                .filter(row -> node.afterMatch().variables().contains(row.variable))
                .map(Taken::row)
                .toList();
        if (of.isEmpty()) {
            throw new BadSkip();
        }
        int row = of.get(skip == Skip.TO_FIRST ? 0 : of.size() - 1);
        if (row == start) {
            throw new BadSkip();
        }
        return row;
    }

    private Outcome match(RowPattern pattern, int row, boolean excluded, Continuation then) {
        if (++steps > 100_000) {
            throw new TooMuch();
        }
        if (pattern instanceof RowPattern.Variable variable) {
            return variable(variable.variable(), row, excluded, then);
        } else if (pattern instanceof RowPattern.Concatenation concatenation) {
            return sequence(concatenation.parts(), 0, row, excluded, then);
        } else if (pattern instanceof RowPattern.Alternation alternation) {
            for (RowPattern choice : alternation.choices()) {
                Outcome outcome = match(choice, row, excluded, then);
                if (outcome != Outcome.FAILED) {
                    return outcome;
                }
            }
            return Outcome.FAILED;
        } else if (pattern instanceof RowPattern.Permutation permutation) {
            return permutation(permutation.parts(), row, excluded, then);
        } else if (pattern instanceof RowPattern.Quantified quantified) {
            return repeat(quantified, 0, row, excluded, then);
        } else if (pattern instanceof RowPattern.Excluded inner) {
            return match(inner.pattern(), row, true, then);
        } else if (pattern instanceof RowPattern.PartitionStart) {
            return row == 0 ? then.at(row) : Outcome.FAILED;
        } else if (pattern instanceof RowPattern.PartitionEnd) {
            return row < rows.size() ? Outcome.FAILED : ended ? then.at(row) : Outcome.UNKNOWN;
        }
        return then.at(row);
    }

    private Outcome sequence(List<RowPattern> parts, int part, int row, boolean excluded, Continuation then) {
        return part == parts.size()
                ? then.at(row)
                : match(parts.get(part), row, excluded, next -> sequence(parts, part + 1, next, excluded, then));
    }

    private Outcome permutation(List<RowPattern> parts, int row, boolean excluded, Continuation then) {
        if (parts.isEmpty()) {
            return then.at(row);
        }
        for (int i = 0; i < parts.size(); i++) {
            List<RowPattern> others = new ArrayList<>(parts);
            RowPattern first = others.remove(i);
            Outcome outcome = match(first, row, excluded, next -> permutation(others, next, excluded, then));
            if (outcome != Outcome.FAILED) {
                return outcome;
            }
        }
        return Outcome.FAILED;
    }

    private Outcome repeat(
            RowPattern.Quantified quantified, int iterations, int row, boolean excluded, Continuation then) {
        if (iterations < quantified.min()) {
            return match(
                    quantified.repeated(),
                    row,
                    excluded,
                    next -> repeat(quantified, iterations + 1, next, excluded, then));
        }
        if (quantified.reluctant()) {
            Outcome outcome = then.at(row);
            return outcome != Outcome.FAILED ? outcome : again(quantified, iterations, row, excluded, then);
        }
        Outcome outcome = again(quantified, iterations, row, excluded, then);
        return outcome != Outcome.FAILED ? outcome : then.at(row);
    }

    private Outcome again(
            RowPattern.Quantified quantified, int iterations, int row, boolean excluded, Continuation then) {
        if (quantified.max() >= 0 && iterations >= quantified.max()) {
            return Outcome.FAILED;
        }
        return match(
                quantified.repeated(),
                row,
                excluded,
                next -> next == row ? Outcome.FAILED : repeat(quantified, iterations + 1, next, excluded, then));
    }

    private Outcome variable(int variable, int row, boolean excluded, Continuation then) {
        long within = node.withinMicros();
        long nextTime = row < rows.size() ? time(row) : timeMax == Long.MAX_VALUE ? Long.MAX_VALUE : timeMax + 1;
        if (within >= 0 && row > start && nextTime > time(start) + within) {
            return Outcome.FAILED;
        } else if (!ended && row + ahead >= rows.size()) {
            return Outcome.UNKNOWN;
        } else if (row >= rows.size()) {
            return Outcome.FAILED;
        }
        taken.add(new Taken(row, variable, excluded));
        Outcome outcome = holds(node.variables().get(variable)) ? then.at(row + 1) : Outcome.FAILED;
        if (outcome != Outcome.FOUND) {
            taken.remove(taken.size() - 1);
        }
        return outcome;
    }

    private long time(int row) {
        Object time = rows.get(row).get(node.order().get(0).column());
        return time == null ? Long.MAX_VALUE : (long) time;
    }

    private boolean holds(PatternVariable variable) {
        if (variable.condition() == null) {
            return true;
        }
        List<@Nullable Object> values = new ArrayList<>();
        int row = taken.get(taken.size() - 1).row;
        for (NavigatedColumn column : variable.columns()) {
            values.add(value(column, taken.size(), row, matches + 1));
        }
        return Boolean.TRUE.equals(evaluate(variable.condition(), values));
    }

    private void write() {
        RowsPerMatch mode = node.rowsPerMatch();
        if (taken.isEmpty()) {
            if (mode != RowsPerMatch.ALL_OMIT_EMPTY) {
                output.add(outputs(0, start, matches));
            }
        } else if (!mode.all()) {
            output.add(outputs(taken.size(), start, matches));
        } else {
            for (int i = 0; i < taken.size(); i++) {
                if (!taken.get(i).excluded) {
                    output.add(outputs(i + 1, taken.get(i).row, matches));
                }
            }
        }
    }

    private void unmatched() {
        if (node.rowsPerMatch() == RowsPerMatch.ALL_WITH_UNMATCHED) {
            output.add(outputs(0, start, 0));
        }
    }

    private List<@Nullable Object> outputs(int seen, int row, long matchNumber) {
        List<@Nullable Object> values = new ArrayList<>();
        for (NavigatedColumn column : node.outputs()) {
            values.add(value(column, seen, row, matchNumber));
        }
        return values;
    }

    /** @param seen rows of the match up to the one at hand */
    private @Nullable Object value(NavigatedColumn column, int seen, int row, long matchNumber) {
        if (column instanceof NavigatedColumn.OfRow here) {
            return rows.get(row).get(here.index());
        } else if (column instanceof NavigatedColumn.OfNavigation navigated) {
            int target = target(navigated.navigation(), seen);
            return target < 0 ? null : rows.get(target).get(navigated.index());
        } else if (column instanceof NavigatedColumn.Exists exists) {
            return target(exists.navigation(), seen) >= 0;
        } else if (column instanceof NavigatedColumn.Classifier classifier) {
            int target = target(classifier.navigation(), seen);
            return path(classifier.navigation().whole(), seen).stream()
                    .filter(of -> of.row == target)
                    .map(of -> node.variables().get(of.variable).name())
                    .findFirst()
                    .orElse(null);
        } else if (column instanceof NavigatedColumn.Aggregated aggregated) {
            return aggregate(aggregated.aggregate(), seen);
        }
        return matchNumber == 0 ? null : matchNumber;
    }

    private List<Taken> path(boolean whole, int seen) {
        return whole ? taken : taken.subList(0, seen);
    }

    private List<Integer> rowsOf(List<Integer> variables, boolean whole, int seen) {
        return path(whole, seen).stream()
                .filter(of -> variables.isEmpty() || variables.contains(of.variable))
                .map(Taken::row)
                .toList();
    }

    private int target(RowNavigation navigation, int seen) {
        List<Integer> of = rowsOf(navigation.variables(), navigation.whole(), seen);
        int place = navigation.fromFirst() ? navigation.offset() : of.size() - 1 - navigation.offset();
        if (place < 0 || place >= of.size()) {
            return -1;
        }
        int target = of.get(place) + navigation.shift();
        return target < 0 || target >= rows.size() ? -1 : target;
    }

    private @Nullable Object aggregate(PatternAggregate aggregate, int seen) {
        List<Integer> of = rowsOf(aggregate.variables(), aggregate.whole(), seen);
        if (aggregate.argument() < 0) {
            return (long) of.size();
        }
        Expression argument = node.arguments().get(aggregate.argument());
        List<Long> values = new ArrayList<>();
        for (int row : of) {
            Object value = evaluate(argument, rows.get(row));
            if (value != null) {
                values.add((Long) value);
            }
        }
        long sum = values.stream().mapToLong(Long::longValue).sum();
        return switch (aggregate.function()) {
            case COUNT -> (long) values.size();
            case SUM -> values.isEmpty() ? null : sum;
            case AVG -> values.isEmpty() ? null : (double) sum / values.size();
            case MIN -> values.stream().min(Long::compare).orElse(null);
            case MAX -> values.stream().max(Long::compare).orElse(null);
        };
    }

    private static @Nullable Object evaluate(Expression expression, List<@Nullable Object> columns) {
        if (expression instanceof InputRef input) {
            return columns.get(input.index());
        } else if (expression instanceof Literal literal) {
            if (literal.type().kind().isText()) {
                return literal.text();
            }
            return literal.type().kind() == TypeKind.DOUBLE ? (Object) literal.doubleValue() : literal.longValue();
        }
        Call call = (Call) expression;
        List<@Nullable Object> values = new ArrayList<>();
        call.arguments().forEach(argument -> values.add(evaluate(argument, columns)));
        return switch (call.function()) {
            case AND -> values.contains(false) ? (Object) false : values.contains(null) ? null : (Object) true;
            case OR -> values.contains(true) ? (Object) true : values.contains(null) ? null : (Object) false;
            case NOT -> values.get(0) == null ? null : (Object) !((Boolean) values.get(0));
            case IS_NULL -> values.get(0) == null;
            case ADD -> values.contains(null) ? null : (Object) ((Long) values.get(0) + (Long) values.get(1));
            case LESS -> compared(values, -1);
            case EQUAL -> compared(values, 0);
            case GREATER -> compared(values, 1);
            default -> throw new IllegalArgumentException(call.toString());
        };
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object compared(List<@Nullable Object> values, int sign) {
        Object left = values.get(0);
        Object right = values.get(1);
        if (left == null || right == null) {
            return null;
        }
        return Integer.signum(((Comparable<Object>) left).compareTo(right)) == sign;
    }
}
