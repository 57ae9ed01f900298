package io.millrace.planner.validate;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the expressions of HAVING that may be those of GROUP BY. The validator has put casts into these by the time it looks
 * for them in HAVING, and only finds them again if they have the same casts there.
 */
final class HavingCoercion extends SqlBasicVisitor<@Nullable Void> {
    private final Set<String> aliases = new HashSet<>();
    private final Consumer<SqlCall> found;
    private final Consumer<SqlCall> ordered;

    /**
     * @param found is given the largest ones without aggregates, sub-queries and names of the SELECT list
     * @param ordered is given aggregates with an order, which Calcite checks before it knows which function it is
     */
    HavingCoercion(SqlSelect select, Consumer<SqlCall> found, Consumer<SqlCall> ordered) {
        this.found = found;
        this.ordered = ordered;
        for (SqlNode item : select.getSelectList()) {
            if (item instanceof SqlBasicCall as && as.getKind() == SqlKind.AS) {
                aliases.add(as.<SqlIdentifier>operand(1).getSimple());
            }
        }
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
        if (call.isA(SqlKind.QUERY) || call.getKind() == SqlKind.OVER) {
            return null;
        }
        if (call.getKind() == SqlKind.WITHIN_GROUP) {
            ordered.accept(call);
            return null;
        }
        if (isPlain(call)) {
            found.accept(call);
            return null;
        }
        return super.visit(call);
    }

    private boolean isPlain(SqlCall call) {
        Plainness plainness = new Plainness();
        call.accept(plainness);
        return plainness.plain;
    }

    /** Whether an expression is made of columns, constants and scalar functions. */
    private final class Plainness extends SqlBasicVisitor<@Nullable Void> {
        private boolean plain = true;

        @Override
        public @Nullable Void visit(SqlCall call) {
            plain &= !call.isA(SqlKind.QUERY)
                    && call.getKind() != SqlKind.OVER
                    && !(call.getOperator() instanceof SqlUnresolvedFunction)
                    && !call.getOperator().isAggregator()
                    && !call.getOperator().isGroup();
            return plain ? super.visit(call) : null;
        }

        @Override
        public @Nullable Void visit(SqlIdentifier identifier) {
            plain &= !identifier.isSimple() || !aliases.contains(identifier.getSimple());
            return null;
        }
    }
}
