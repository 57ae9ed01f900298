package io.millrace.planner.pattern;

import io.millrace.parser.RowsPerMatch;
import io.millrace.plan.pattern.RowPattern;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;

/** The PATTERN clause as a {@link RowPattern}. */
final class PatternSyntax {
    /** Steps an automaton may have. */
    private static final int SIZE_MAX = 10_000;

    private static final int PERMUTED_MAX = 6;

    private final PatternVariables variables;
    private boolean excludes;

    PatternSyntax(PatternVariables variables) {
        this.variables = variables;
    }

    /** Whether rows are left out by {@code {- -}}. */
    boolean excludes() {
        return excludes;
    }

    RowPattern readClause(SqlMatchRecognize match) {
        List<RowPattern> parts = new ArrayList<>();
        if (match.getStrictStart().booleanValue()) {
            parts.add(new RowPattern.PartitionStart());
        }
        parts.add(read(match.getPattern()));
        if (match.getStrictEnd().booleanValue()) {
            parts.add(new RowPattern.PartitionEnd());
        }
        RowPattern pattern = parts.size() == 1 ? parts.get(0) : new RowPattern.Concatenation(parts);
        if (size(pattern) > SIZE_MAX) {
            throw PatternErrors.at(
                    match.getPattern(),
                    SqlState.STATEMENT_TOO_COMPLEX,
                    "the pattern is too large: written out it has more than " + SIZE_MAX + " steps");
        }
        return pattern;
    }

    private RowPattern read(SqlNode node) {
        if (node instanceof SqlIdentifier identifier) {
            String name = identifier.getSimple();
            return name.equals(RowsPerMatch.EMPTY_PATTERN)
                    ? new RowPattern.Empty()
                    : new RowPattern.Variable(variables.add(name));
        }
        SqlCall call = (SqlCall) node;
        return switch (call.getKind()) {
            case PATTERN_CONCAT -> new RowPattern.Concatenation(chain(call, SqlKind.PATTERN_CONCAT));
            case PATTERN_ALTER -> new RowPattern.Alternation(chain(call, SqlKind.PATTERN_ALTER));
            case PATTERN_QUANTIFIER -> quantified(call);
            case PATTERN_EXCLUDED -> {
                excludes = true;
                yield new RowPattern.Excluded(read(call.operand(0)));
            }
            case PATTERN_PERMUTE -> permutation(call);
            default ->
                throw PatternErrors.notSupported(
                        node, "pattern " + call.getOperator().getName());
        };
    }

    /** The operands of a chain of calls that lean to the left. */
    private List<RowPattern> chain(SqlCall call, SqlKind kind) {
        List<RowPattern> chain = new ArrayList<>();
        for (SqlNode operand : call.getOperandList()) {
            if (operand.getKind() == kind && operand == call.operand(0)) {
                chain.addAll(chain((SqlCall) operand, kind));
            } else {
                chain.add(read(operand));
            }
        }
        return chain;
    }

    private RowPattern permutation(SqlCall call) {
        if (call.operandCount() > PERMUTED_MAX) {
            throw PatternErrors.at(
                    call, SqlState.STATEMENT_TOO_COMPLEX, "PERMUTE takes " + PERMUTED_MAX + " patterns at most");
        }
        return new RowPattern.Permutation(
                call.getOperandList().stream().map(this::read).toList());
    }

    private RowPattern quantified(SqlCall call) {
        RowPattern repeated = read(call.operand(0));
        int min = Math.max(0, number(call.operand(1)));
        int max = number(call.operand(2));
        boolean reluctant = ((SqlLiteral) call.operand(3)).booleanValue();
        if (max == 0 && min == 0) {
            throw PatternErrors.syntax(call, "a quantifier must allow one iteration at least");
        } else if (max >= 0 && max < min) {
            throw PatternErrors.syntax(call, "a quantifier's upper bound is below its lower one");
        }
        return new RowPattern.Quantified(repeated, min, max, reluctant);
    }

    private static int number(SqlNode node) {
        try {
            return ((SqlLiteral) node).bigDecimalValue().intValueExact();
        } catch (ArithmeticException e) {
            throw PatternErrors.syntax(node, "a quantifier's bound must be a whole number of reasonable size");
        }
    }

    /** Steps of the pattern when iterations and permutations are written out. */
    private static long size(RowPattern pattern) {
        if (pattern instanceof RowPattern.Concatenation concatenation) {
            return sum(concatenation.parts());
        } else if (pattern instanceof RowPattern.Alternation alternation) {
            return sum(alternation.choices());
        } else if (pattern instanceof RowPattern.Excluded excluded) {
            return size(excluded.pattern());
        } else if (pattern instanceof RowPattern.Permutation permutation) {
            long times = 1;
            for (int i = 2; i <= permutation.parts().size(); i++) {
                times = times * i + 1;
            }
            return times * sum(permutation.parts());
        } else if (pattern instanceof RowPattern.Quantified quantified) {
            int iterations = quantified.max() < 0 ? quantified.min() + 1 : quantified.max();
            return Math.min(Integer.MAX_VALUE, Math.max(1, iterations) * (size(quantified.repeated()) + 1));
        }
        return 1;
    }

    private static long sum(List<RowPattern> parts) {
        return Math.min(
                Integer.MAX_VALUE,
                1 + parts.stream().mapToLong(PatternSyntax::size).sum());
    }
}
