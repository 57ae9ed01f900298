package io.millrace.planner;

import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.RowNavigation;
import io.millrace.plan.pattern.RowPattern;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a MATCH_RECOGNIZE keeps for ever. */
final class PatternState {
    private PatternState() {}

    static @Nullable String kept(MatchRecognize match) {
        boolean bounded = match.withinMicros() >= 0;
        if (!bounded && isUnbounded(match.pattern())) {
            return "MatchRecognize " + match.id()
                    + " keeps the rows of a match for as long as it may go on; WITHIN bounds that";
        } else if (!bounded && !match.partitionKeys().isEmpty()) {
            return "MatchRecognize " + match.id() + " keeps what has begun in each partition; WITHIN bounds that";
        } else if (!match.partitionKeys().isEmpty() && remembersPartitions(match)) {
            return "MatchRecognize " + match.id()
                    + " remembers each partition (for MATCH_NUMBER, PREV, NEXT or an anchor)";
        }
        return null;
    }

    private static boolean isUnbounded(RowPattern pattern) {
        return any(pattern, part -> part instanceof RowPattern.Quantified quantified && quantified.max() < 0);
    }

    private static boolean remembersPartitions(MatchRecognize match) {
        return Stream.concat(
                                match.variables().stream().flatMap(variable -> variable.columns().stream()),
                                match.outputs().stream())
                        .anyMatch(PatternState::reachesOut)
                || any(
                        match.pattern(),
                        part -> part instanceof RowPattern.PartitionStart || part instanceof RowPattern.PartitionEnd);
    }

    private static boolean reachesOut(NavigatedColumn column) {
        RowNavigation navigation = RowNavigation.CURRENT;
        if (column instanceof NavigatedColumn.OfNavigation navigated) {
            navigation = navigated.navigation();
        } else if (column instanceof NavigatedColumn.Exists exists) {
            navigation = exists.navigation();
        } else if (column instanceof NavigatedColumn.Classifier classifier) {
            navigation = classifier.navigation();
        }
        return navigation.shift() != 0 || column instanceof NavigatedColumn.MatchNumber;
    }

    private interface Test {
        boolean holds(RowPattern pattern);
    }

    private static boolean any(RowPattern pattern, Test test) {
        return test.holds(pattern) || parts(pattern).stream().anyMatch(part -> any(part, test));
    }

    private static List<RowPattern> parts(RowPattern pattern) {
        if (pattern instanceof RowPattern.Concatenation concatenation) {
            return concatenation.parts();
        } else if (pattern instanceof RowPattern.Alternation alternation) {
            return alternation.choices();
        } else if (pattern instanceof RowPattern.Permutation permutation) {
            return permutation.parts();
        } else if (pattern instanceof RowPattern.Quantified quantified) {
            return List.of(quantified.repeated());
        }
        return pattern instanceof RowPattern.Excluded excluded ? List.of(excluded.pattern()) : List.of();
    }
}
