package io.millrace.executor.operator.match;

import io.millrace.executor.operator.match.Automaton.Kind;
import io.millrace.plan.pattern.RowPattern;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the automaton of a pattern, from its end to its beginning.
 *
 * <p><b>Source:</b> Thompson, Regular Expression Search Algorithm (1968), with ordered choices as in Pike's VM; iterations
 * that take no row are cut off by the pair OPEN, CLOSE.
 */
final class AutomatonBuilder {
    private static final int DEPTH_MAX = 63;

    private final List<State> states = new ArrayList<>();

    private static final class State {
        final Kind kind;
        final int data;
        final boolean excluded;
        int next;
        int other;

        State(Kind kind, int next, int other, int data, boolean excluded) {
            this.kind = kind;
            this.next = next;
            this.other = other;
            this.data = data;
            this.excluded = excluded;
        }
    }

    private AutomatonBuilder() {}

    static Automaton build(RowPattern pattern) {
        AutomatonBuilder builder = new AutomatonBuilder();
        int accept = builder.add(Kind.ACCEPT, -1, -1, 0, false);
        int start = builder.compile(pattern, accept, false, 0);
        int size = builder.states.size();
        Kind[] kinds = new Kind[size];
        int[] next = new int[size];
        int[] other = new int[size];
        int[] data = new int[size];
        boolean[] excluded = new boolean[size];
        for (int i = 0; i < size; i++) {
            State state = builder.states.get(i);
            kinds[i] = state.kind;
            next[i] = state.next;
            other[i] = state.other;
            data[i] = state.data;
            excluded[i] = state.excluded;
        }
        return new Automaton(kinds, next, other, data, excluded, start);
    }

    private int add(Kind kind, int next, int other, int data, boolean excluded) {
        states.add(new State(kind, next, other, data, excluded));
        return states.size() - 1;
    }

    /** States for the pattern that go on at {@code next}; returns the first of them. */
    private int compile(RowPattern pattern, int next, boolean excluded, int depth) {
        if (pattern instanceof RowPattern.Variable variable) {
            return add(Kind.VARIABLE, next, -1, variable.variable(), excluded);
        } else if (pattern instanceof RowPattern.Concatenation concatenation) {
            int start = next;
            for (int i = concatenation.parts().size() - 1; i >= 0; i--) {
                start = compile(concatenation.parts().get(i), start, excluded, depth);
            }
            return start;
        } else if (pattern instanceof RowPattern.Alternation alternation) {
            List<RowPattern> choices = alternation.choices();
            int start = compile(choices.get(choices.size() - 1), next, excluded, depth);
            for (int i = choices.size() - 2; i >= 0; i--) {
                start = add(Kind.SPLIT, compile(choices.get(i), next, excluded, depth), start, 0, false);
            }
            return start;
        } else if (pattern instanceof RowPattern.Permutation permutation) {
            return permute(permutation.parts(), next, excluded, depth);
        } else if (pattern instanceof RowPattern.Quantified quantified) {
            return repeat(quantified, next, excluded, depth);
        } else if (pattern instanceof RowPattern.Excluded inner) {
            return compile(inner.pattern(), next, true, depth);
        } else if (pattern instanceof RowPattern.PartitionStart) {
            return add(Kind.START, next, -1, 0, false);
        }
        return pattern instanceof RowPattern.PartitionEnd ? add(Kind.END, next, -1, 0, false) : next;
    }

    /** Each part first, the others in any order behind it. */
    private int permute(List<RowPattern> parts, int next, boolean excluded, int depth) {
        if (parts.size() == 1) {
            return compile(parts.get(0), next, excluded, depth);
        }
        int start = -1;
        for (int i = parts.size() - 1; i >= 0; i--) {
            List<RowPattern> others = new ArrayList<>(parts);
            RowPattern first = others.remove(i);
            int branch = compile(first, permute(others, next, excluded, depth), excluded, depth);
            start = start < 0 ? branch : add(Kind.SPLIT, branch, start, 0, false);
        }
        return start;
    }

    private int repeat(RowPattern.Quantified quantified, int next, boolean excluded, int depth) {
        RowPattern repeated = quantified.repeated();
        int start = next;
        if (quantified.max() < 0) {
            start = add(Kind.SPLIT, -1, -1, 0, false);
            join(start, iteration(repeated, start, excluded, depth), next, quantified.reluctant());
        } else {
            for (int i = quantified.min(); i < quantified.max(); i++) {
                int once = iteration(repeated, start, excluded, depth);
                start = add(Kind.SPLIT, -1, -1, 0, false);
                join(start, once, next, quantified.reluctant());
            }
        }
        for (int i = 0; i < quantified.min(); i++) {
            start = compile(repeated, start, excluded, depth);
        }
        return start;
    }

    private void join(int split, int again, int exit, boolean reluctant) {
        State state = states.get(split);
        state.next = reluctant ? exit : again;
        state.other = reluctant ? again : exit;
    }

    /** An iteration that need not be, and so takes a row. */
    private int iteration(RowPattern repeated, int next, boolean excluded, int depth) {
        if (!mayBeEmpty(repeated)) {
            return compile(repeated, next, excluded, depth);
        } else if (depth >= DEPTH_MAX) {
            throw new MillraceException(
                    SqlState.STATEMENT_TOO_COMPLEX, "a pattern nests more than " + DEPTH_MAX + " iterations");
        }
        int close = add(Kind.CLOSE, next, -1, depth, false);
        return add(Kind.OPEN, compile(repeated, close, excluded, depth + 1), -1, depth, false);
    }

    private static boolean mayBeEmpty(RowPattern pattern) {
        if (pattern instanceof RowPattern.Variable) {
            return false;
        } else if (pattern instanceof RowPattern.Concatenation concatenation) {
            return concatenation.parts().stream().allMatch(AutomatonBuilder::mayBeEmpty);
        } else if (pattern instanceof RowPattern.Alternation alternation) {
            return alternation.choices().stream().anyMatch(AutomatonBuilder::mayBeEmpty);
        } else if (pattern instanceof RowPattern.Permutation permutation) {
            return permutation.parts().stream().allMatch(AutomatonBuilder::mayBeEmpty);
        } else if (pattern instanceof RowPattern.Quantified quantified) {
            return quantified.min() == 0 || mayBeEmpty(quantified.repeated());
        } else if (pattern instanceof RowPattern.Excluded excluded) {
            return mayBeEmpty(excluded.pattern());
        }
        return true;
    }
}
