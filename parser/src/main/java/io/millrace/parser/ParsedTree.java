package io.millrace.parser;

import io.millrace.parser.operator.ParserOperators;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlAsofJoin;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSnapshot;
import org.jspecify.annotations.Nullable;

/** What must hold of a parsed statement beyond its grammar. Walks without recursion, however deep the tree. */
final class ParsedTree {
    private record Place(SqlNode node, int depth, @Nullable SqlNode parent) {}

    private ParsedTree() {}

    static void check(SqlNode root, SyntaxErrors errors) {
        ArrayDeque<Place> open = new ArrayDeque<>();
        open.push(new Place(root, 1, null));
        while (!open.isEmpty()) {
            Place place = open.pop();
            if (place.depth > ParserLimits.DEPTH_MAX) {
                throw new MillraceException(
                        SqlState.STATEMENT_TOO_COMPLEX,
                        "the statement is nested too deeply, or one of its chains of operators is too long; the limit is "
                                + ParserLimits.DEPTH_MAX + " (a long chain of = and OR can be written with IN)");
            }
            check(place, errors);
            for (SqlNode child : children(place.node)) {
                if (child != null) {
                    open.push(new Place(child, place.depth + 1, place.node));
                }
            }
        }
    }

    private static void check(Place place, SyntaxErrors errors) {
        SqlNode node = place.node;
        if (node instanceof SqlCall call
                && call.getOperator().equals(ParserOperators.SAVEPOINT)
                && !(place.parent instanceof SqlSnapshot)) {
            throw errors.at(
                    node.getParserPosition().getLineNum(),
                    node.getParserPosition().getColumnNum(),
                    "SAVEPOINT can stand only in FOR SYSTEM_TIME AS OF SAVEPOINT name");
        }
        if (node instanceof SqlJoin join && !(node instanceof SqlAsofJoin) && isAsof(join.getJoinType())) {
            throw errors.at(
                    node.getParserPosition().getLineNum(),
                    node.getParserPosition().getColumnNum(),
                    "ASOF JOIN needs MATCH_CONDITION and ON");
        }
        if (node.getKind() == SqlKind.EXTEND) {
            SqlNode columns = ((SqlCall) node).operand(1);
            throw errors.at(
                    columns.getParserPosition().getLineNum(),
                    columns.getParserPosition().getColumnNum(),
                    "names are expected in this list, separated by commas, and no types");
        }
    }

    private static boolean isAsof(JoinType type) {
        return type == JoinType.ASOF || type == JoinType.LEFT_ASOF;
    }

    private static List<? extends @Nullable SqlNode> children(SqlNode node) {
        if (node instanceof SqlCall call) {
            return call.getOperandList();
        }
        return node instanceof SqlNodeList list ? list.getList() : List.of();
    }
}
