package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.PhysicalNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which columns identify a row. */
final class UniqueKeys {
    private static final int KEYS_MAX = 8;

    private UniqueKeys() {}

    /** Keys whose columns a projection passes on. */
    static List<List<Integer>> projected(List<List<Integer>> keys, List<Expression> projections) {
        List<List<Integer>> projected = new ArrayList<>();
        for (List<Integer> key : keys) {
            List<Integer> places = new ArrayList<>();
            for (int column : key) {
                int place = placeOf(column, projections);
                if (place >= 0) {
                    places.add(place);
                }
            }
            if (places.size() == key.size()) {
                projected.add(places);
            }
        }
        return tidy(projected);
    }

    static int placeOf(int column, List<Expression> projections) {
        for (int i = 0; i < projections.size(); i++) {
            if (projections.get(i) instanceof InputRef input && input.index() == column) {
                return i;
            }
        }
        return -1;
    }

    /** Of an inner or left join; semi and anti joins keep those of the left side. */
    static List<List<Integer>> joined(
            Join.Kind kind, PhysicalNode left, PhysicalNode right, List<Integer> leftKeys, List<Integer> rightKeys) {
        List<List<Integer>> lefts = left.properties().uniqueKeys();
        if (kind == Join.Kind.SEMI || kind == Join.Kind.ANTI) {
            return lefts;
        }
        List<List<Integer>> rights = right.properties().uniqueKeys();
        int offset = left.rowType().size();
        List<List<Integer>> keys = new ArrayList<>();
        if (rights.stream().anyMatch(key -> new HashSet<>(rightKeys).containsAll(key))) {
            keys.addAll(lefts);
        }
        boolean oneLeftForEach = lefts.stream().anyMatch(key -> new HashSet<>(leftKeys).containsAll(key));
        if (kind == Join.Kind.INNER && oneLeftForEach) {
            rights.forEach(key -> keys.add(shifted(key, offset)));
        }
        for (List<Integer> leftKey : lefts) {
            for (List<Integer> rightKey : rights) {
                List<Integer> both = new ArrayList<>(leftKey);
                both.addAll(shifted(rightKey, offset));
                keys.add(both);
            }
        }
        return tidy(keys);
    }

    /** Shortest first, none that holds another, not too many. */
    static List<List<Integer>> tidy(Collection<List<Integer>> keys) {
        Set<Set<Integer>> distinct = new LinkedHashSet<>();
        keys.stream()
                .sorted(Comparator.comparingInt(List::size))
                .map(TreeSet::new)
                .filter(key -> distinct.stream().noneMatch(key::containsAll))
                .forEach(distinct::add);
        return distinct.stream()
                .limit(KEYS_MAX)
                .<List<Integer>>map(List::copyOf)
                .toList();
    }

    private static List<Integer> shifted(List<Integer> key, int offset) {
        return key.stream().map(column -> column + offset).toList();
    }
}
