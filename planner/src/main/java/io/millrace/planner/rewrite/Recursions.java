package io.millrace.planner.rewrite;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.Spool;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.schema.TransientTable;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Checks that recursive queries are linear: the recursive part reads itself once, and only through what gives for several rows
 * what it gives for each, put together. Anything else means another thing to every database, or nothing.
 */
public final class Recursions {
    private Recursions() {}

    /** The name of the table of the round before, if that is what is scanned; Calcite makes a new one for each scan. */
    public static @Nullable List<String> working(TableScan scan) {
        return scan.getTable().unwrap(TransientTable.class) == null
                ? null
                : scan.getTable().getQualifiedName();
    }

    /** The name of the table by which a recursion reads itself. */
    public static List<String> working(RepeatUnion union) {
        return Objects.requireNonNull(union.getTransientTable()).getQualifiedName();
    }

    /** The columns that the recursive part was planned for: those of the first rows as they were written. */
    public static RelDataType workingType(RepeatUnion union) {
        return Objects.requireNonNull(workingType(union.getIterativeRel(), working(union)));
    }

    private static @Nullable RelDataType workingType(RelNode rel, List<String> table) {
        if (rel instanceof TableScan scan && table.equals(working(scan))) {
            return scan.getRowType();
        }
        for (RelNode input : rel.getInputs()) {
            RelDataType found = workingType(input, table);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** For a scan outside of any recursion: Calcite saw none, as it does not look into sub-queries. */
    public static MillraceException refusedInSubQuery() {
        return refused("in a sub-query");
    }

    /** @throws MillraceException 0A000 for a recursive query that is not linear */
    static void check(RelNode rel) {
        if (rel instanceof RepeatUnion union) {
            Recursion recursion = new Recursion(working(union));
            if (recursion.references(union.getSeedRel()) > 0) {
                throw refused("in its first part");
            } else if (recursion.references(union.getIterativeRel()) > 1) {
                throw refused("more than once");
            }
            recursion.check(union.getIterativeRel());
            requireWhole(union.getIterativeRel());
        }
        rel.getInputs().forEach(Recursions::check);
        rel.accept(new SubQueries(Recursions::check));
    }

    /** Calcite casts what comes of the first rows to a type that holds the values of one round, not those of the next. */
    private static void requireWhole(RelNode rel) {
        if (rel instanceof Spool || rel instanceof Union) {
            rel.getInputs().forEach(Recursions::requireWhole);
        } else if (rel instanceof Project project) {
            for (RexNode node : project.getProjects()) {
                if (node.getKind() == SqlKind.CAST && losesPart((RexCall) node)) {
                    throw new MillraceException(
                            SqlState.DATATYPE_MISMATCH,
                            "column " + (project.getProjects().indexOf(node) + 1) + " of WITH RECURSIVE is "
                                    + node.getType()
                                    + ", too narrow for the "
                                    + ((RexCall) node).getOperands().get(0).getType()
                                    + " that comes of it; CAST the column of the first part to a wider type");
                }
            }
        }
    }

    private static boolean losesPart(RexCall cast) {
        RelDataType from = cast.getOperands().get(0).getType();
        RelDataType to = cast.getType();
        boolean isBounded = SqlTypeUtil.inCharFamily(to) && to.getPrecision() != RelDataType.PRECISION_NOT_SPECIFIED;
        boolean fits = SqlTypeUtil.inCharFamily(from)
                && from.getPrecision() != RelDataType.PRECISION_NOT_SPECIFIED
                && from.getPrecision() <= to.getPrecision();
        return isBounded && !fits;
    }

    private static MillraceException refused(String how) {
        return MillraceException.notSupported("WITH RECURSIVE that reads itself " + how);
    }

    /** Visits the sub-queries of expressions. */
    private static final class SubQueries extends RexShuttle {
        private final Consumer<RelNode> consumer;

        SubQueries(Consumer<RelNode> consumer) {
            this.consumer = consumer;
        }

        @Override
        public RexNode visitSubQuery(RexSubQuery subQuery) {
            consumer.accept(subQuery.rel);
            return super.visitSubQuery(subQuery);
        }
    }

    /** One of them, by its working table. */
    private record Recursion(List<String> table) {
        int references(RelNode rel) {
            if (rel instanceof TableScan scan) {
                return table.equals(working(scan)) ? 1 : 0;
            } else if (rel instanceof RepeatUnion inner && table.equals(working(inner))) {
                return references(inner.getSeedRel());
            }
            return ofExpressions(rel)
                    + rel.getInputs().stream().mapToInt(this::references).sum();
        }

        private int ofExpressions(RelNode rel) {
            int[] count = new int[1];
            rel.accept(new SubQueries(inner -> count[0] += references(inner)));
            return count[0];
        }

        void check(RelNode rel) {
            if (references(rel) == 0) {
                return;
            } else if (ofExpressions(rel) > 0) {
                throw refusedInSubQuery();
            } else if (rel instanceof Join join) {
                check(join);
            } else if (rel instanceof Correlate correlate) {
                if (references(correlate.getRight()) > 0) {
                    throw refused("in LATERAL");
                }
            } else if (rel instanceof Project project && RexOver.containsOver(project.getProjects(), null)) {
                throw refused("below a window function");
            } else if (!(rel instanceof Project
                    || rel instanceof Filter
                    || rel instanceof Spool
                    || rel instanceof TableScan
                    || rel instanceof Union union && union.all)) {
                throw refused("below " + rel.getRelTypeName().replaceFirst("^Logical", ""));
            }
            List<RelNode> inputs = rel.getInputs();
            inputs.forEach(this::check);
        }

        private void check(Join join) {
            JoinRelType type = join.getJoinType();
            if (type.generatesNullsOnLeft() && references(join.getLeft()) > 0
                    || type.generatesNullsOnRight() && references(join.getRight()) > 0) {
                throw refused("on the side of an outer join that may be missing");
            }
        }
    }
}
