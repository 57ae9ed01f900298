package io.millrace.planner.validate;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A join in parentheses on the right of another join, in which LATERAL or UNNEST speaks of columns: Calcite looks these up
 * by name in the tables to the left of the parenthesis, and takes what is in their place.
 */
final class NestedJoinSyntax {
    private NestedJoinSyntax() {}

    /** @throws io.millrace.spi.error.MillraceException 0A000, at what speaks of columns */
    static void check(SqlJoin join) {
        if (join.getRight() instanceof SqlJoin nested) {
            refuse(nested);
        }
    }

    private static void refuse(SqlNode from) {
        SqlNode source = from;
        while (source.getKind() == SqlKind.AS) {
            source = ((SqlCall) source).operand(0);
        }
        if (source instanceof SqlJoin join) {
            refuse(join.getLeft());
            refuse(join.getRight());
        } else if (source.getKind() == SqlKind.LATERAL || (isUnnest(source) && speaksOfColumns(source))) {
            throw SqlErrors.notSupported(
                    source.getParserPosition(),
                    source.getKind() + " in a join in parentheses on the right of another join");
        }
    }

    private static boolean isUnnest(SqlNode source) {
        return source.getKind() == SqlKind.UNNEST;
    }

    private static boolean speaksOfColumns(SqlNode source) {
        boolean[] found = new boolean[1];
        source.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier identifier) {
                found[0] = true;
                return null;
            }
        });
        return found[0];
    }
}
