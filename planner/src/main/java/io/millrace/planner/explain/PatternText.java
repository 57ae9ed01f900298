package io.millrace.planner.explain;

import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.pattern.AfterMatch;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.PatternAggregate;
import io.millrace.plan.pattern.PatternVariable;
import io.millrace.plan.pattern.RowNavigation;
import io.millrace.plan.pattern.RowPattern;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** MATCH_RECOGNIZE in words much like those of its SQL. */
final class PatternText {
    private final MatchRecognize node;
    private final RowType input;

    PatternText(MatchRecognize node, RowType input) {
        this.node = node;
        this.input = input;
    }

    List<String> parts() {
        List<String> parts = new ArrayList<>();
        ExpressionText text = new ExpressionText(input);
        if (!node.partitionKeys().isEmpty()) {
            parts.add("by " + text.names(node.partitionKeys()));
        }
        parts.add("order "
                + node.order().stream().map(key -> NodeText.sortKey(key, input)).collect(Collectors.joining(", "))
                + (node.timeColumn() < 0 ? " at the end" : ""));
        parts.add("pattern (" + of(node.pattern(), false) + ")");
        if (node.withinMicros() >= 0) {
            parts.add("within " + NodeText.seconds(node.withinMicros()));
        }
        for (PatternVariable variable : node.variables()) {
            if (variable.condition() != null) {
                parts.add(variable.name() + " AS " + over(variable.columns()).of(variable.condition()));
            }
        }
        parts.add(node.rowsPerMatch().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        parts.add("skip " + skip(node.afterMatch()));
        parts.add("[" + node.outputs().stream().map(this::of).collect(Collectors.joining(", ")) + "]");
        return parts;
    }

    private String skip(AfterMatch after) {
        String skip = after.skip().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return after.variables().isEmpty() ? skip : skip + " " + names(after.variables());
    }

    private String of(RowPattern pattern, boolean inside) {
        if (pattern instanceof RowPattern.Variable variable) {
            return node.variables().get(variable.variable()).name();
        } else if (pattern instanceof RowPattern.Concatenation concatenation) {
            return group(joined(concatenation.parts(), " "), inside);
        } else if (pattern instanceof RowPattern.Alternation alternation) {
            return group(joined(alternation.choices(), " | "), inside);
        } else if (pattern instanceof RowPattern.Permutation permutation) {
            return "PERMUTE(" + joined(permutation.parts(), ", ") + ")";
        } else if (pattern instanceof RowPattern.Quantified quantified) {
            return of(quantified.repeated(), true) + quantifier(quantified) + (quantified.reluctant() ? "?" : "");
        } else if (pattern instanceof RowPattern.Excluded excluded) {
            return "{- " + of(excluded.pattern(), false) + " -}";
        } else if (pattern instanceof RowPattern.PartitionStart) {
            return "^";
        }
        return pattern instanceof RowPattern.PartitionEnd ? "$" : "()";
    }

    private static String group(String text, boolean inside) {
        return inside ? "(" + text + ")" : text;
    }

    private String joined(List<RowPattern> parts, String separator) {
        return parts.stream().map(part -> of(part, true)).collect(Collectors.joining(separator));
    }

    private static String quantifier(RowPattern.Quantified quantified) {
        int min = quantified.min();
        int max = quantified.max();
        if (max < 0) {
            return min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
        }
        return min == 0 && max == 1 ? "?" : min == max ? "{" + min + "}" : "{" + min + "," + max + "}";
    }

    /** Conditions speak of columns that are named by how they are found. */
    private ExpressionText over(List<NavigatedColumn> columns) {
        return new ExpressionText(new RowType(columns.stream()
                .map(column -> new Field(of(column), column.type()))
                .toList()));
    }

    private String of(NavigatedColumn column) {
        if (column instanceof NavigatedColumn.OfRow row) {
            return input.name(row.index());
        } else if (column instanceof NavigatedColumn.OfNavigation navigated) {
            return to(navigated.navigation(), input.name(navigated.index()));
        } else if (column instanceof NavigatedColumn.Exists exists) {
            return to(exists.navigation(), "EXISTS");
        } else if (column instanceof NavigatedColumn.Classifier classifier) {
            return to(classifier.navigation(), "CLASSIFIER()");
        } else if (column instanceof NavigatedColumn.Aggregated aggregated) {
            return of(aggregated.aggregate());
        }
        return "MATCH_NUMBER()";
    }

    private String of(PatternAggregate aggregate) {
        String argument = aggregate.argument() < 0
                ? "*"
                : new ExpressionText(input).of(node.arguments().get(aggregate.argument()));
        return whole(aggregate.whole()) + aggregate.function() + "(" + prefix(aggregate.variables()) + argument + ")";
    }

    private String to(RowNavigation navigation, String what) {
        if (navigation.equals(RowNavigation.CURRENT)) {
            return what;
        }
        String text = prefix(navigation.variables()) + what;
        boolean plain = !navigation.fromFirst() && navigation.offset() == 0;
        if (!plain || navigation.shift() == 0) {
            String offset = navigation.offset() == 0 ? "" : ", " + navigation.offset();
            text = (navigation.fromFirst() ? "FIRST(" : "LAST(") + text + offset + ")";
        }
        if (navigation.shift() != 0) {
            String shift = Math.abs(navigation.shift()) == 1 ? "" : ", " + Math.abs(navigation.shift());
            text = (navigation.shift() < 0 ? "PREV(" : "NEXT(") + text + shift + ")";
        }
        return whole(navigation.whole()) + text;
    }

    private static String whole(boolean whole) {
        return whole ? "FINAL " : "";
    }

    private String prefix(List<Integer> variables) {
        return variables.isEmpty() ? "" : names(variables) + ".";
    }

    private String names(List<Integer> variables) {
        String names = variables.stream()
                .map(variable -> node.variables().get(variable).name())
                .collect(Collectors.joining(", "));
        return variables.size() == 1 ? names : "(" + names + ")";
    }
}
