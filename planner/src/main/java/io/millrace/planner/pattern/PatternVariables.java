package io.millrace.planner.pattern;

import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/** The variables of a pattern, in the order they are first met, and the unions of them that SUBSET names. */
final class PatternVariables {
    private final List<String> names = new ArrayList<>();
    private final Map<String, List<Integer>> subsets = new LinkedHashMap<>();

    /** The place of a variable of the pattern; a new one if it has not been met. */
    int add(String name) {
        int place = names.indexOf(name);
        if (place < 0) {
            place = names.size();
            names.add(name);
        }
        return place;
    }

    List<String> names() {
        return names;
    }

    /** SUBSET u = (a, b), v = (…). */
    void addSubsets(SqlNodeList definitions) {
        for (SqlNode definition : definitions) {
            SqlIdentifier name = ((SqlCall) definition).operand(0);
            if (isVariable(name.getSimple())) {
                throw PatternErrors.at(
                        name, SqlState.DUPLICATE_OBJECT, "pattern variable " + name.getSimple() + " exists already");
            }
            TreeSet<Integer> members = new TreeSet<>();
            for (SqlNode member : (SqlNodeList) ((SqlCall) definition).operand(1)) {
                if (!(member instanceof SqlIdentifier identifier) || !identifier.isSimple()) {
                    throw PatternErrors.syntax(member, "SUBSET unites variables of the pattern");
                }
                int place = names.indexOf(identifier.getSimple());
                if (place < 0) {
                    throw unknown(member, identifier.getSimple());
                }
                members.add(place);
            }
            subsets.put(name.getSimple(), List.copyOf(members));
        }
    }

    boolean isVariable(String name) {
        return names.contains(name) || subsets.containsKey(name);
    }

    /** The variables a name stands for, ascending. */
    List<Integer> of(SqlNode node, String name) {
        int place = names.indexOf(name);
        if (place >= 0) {
            return List.of(place);
        }
        List<Integer> members = subsets.get(name);
        if (members == null) {
            throw unknown(node, name);
        }
        return members;
    }

    /** 42704 for a name that is no variable. */
    RuntimeException unknown(SqlNode node, String name) {
        List<String> known = new ArrayList<>(names);
        known.addAll(subsets.keySet());
        return PatternErrors.at(
                node,
                SqlState.UNDEFINED_OBJECT,
                "pattern variable " + name + " does not exist" + Nearest.hint(name, known));
    }
}
