package io.millrace.parser;

import io.millrace.parser.operator.ParserOperators;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlAsofJoin;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSnapshot;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.jspecify.annotations.Nullable;

/** What must hold of a parsed statement beyond its grammar. Walks without recursion, however deep the tree. */
final class ParsedTree {
    /**
     * @param copies of the node that planning makes because of what is around it
     * @param nested whether there is more than one reason for them: a single long list of IN is no harm
     */
    private record Place(
            SqlNode node,
            int depth,
            long copies,
            boolean nested,
            @Nullable SqlNode parent) {}

    private ParsedTree() {}

    static void check(SqlNode root, SyntaxErrors errors) {
        ArrayDeque<Place> open = new ArrayDeque<>();
        open.push(new Place(root, 1, 1, false, null));
        Set<SqlNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        long copied = 0;
        while (!open.isEmpty()) {
            Place place = open.pop();
            if (place.depth > ParserLimits.DEPTH_MAX) {
                throw new MillraceException(
                        SqlState.STATEMENT_TOO_COMPLEX,
                        "the statement is nested too deeply, or one of its chains of operators is too long; the limit is "
                                + ParserLimits.DEPTH_MAX + " (a long chain of = and OR can be written with IN)");
            }
            if (place.node instanceof SqlCall) {
                copied += (seen.add(place.node) ? 0 : 1) + (place.nested ? place.copies - 1 : 0);
                if (copied > ParserLimits.COPIES_MAX) {
                    throw new MillraceException(
                            SqlState.STATEMENT_TOO_COMPLEX,
                            "the statement is too complex: CASE x WHEN, NULLIF, BETWEEN and IN, one in the first operand of"
                                    + " the other, look at it again and again (give it a name in a sub-query) at line "
                                    + place.node.getParserPosition().getLineNum() + ", column "
                                    + place.node.getParserPosition().getColumnNum());
                }
            }
            check(place, errors);
            List<? extends @Nullable SqlNode> children = children(place.node);
            for (int i = 0; i < children.size(); i++) {
                SqlNode child = children.get(i);
                if (child != null) {
                    long copies = i == 0 ? place.copies * copiesOfFirst(place.node) : place.copies;
                    boolean nested = place.nested || copies > place.copies && place.copies > 1;
                    open.push(new Place(child, place.depth + 1, copies, nested, place.node));
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
        if (node instanceof SqlCall cast && cast.getKind() == SqlKind.CAST && cast.operand(1) instanceof SqlCall) {
            SqlNode type = cast.operand(1);
            throw errors.at(
                    type.getParserPosition().getLineNum(),
                    type.getParserPosition().getColumnNum(),
                    "a type is expected behind ::, and parentheses around the cast if more follows: (x::type)[1]");
        }
        if (node instanceof SqlOrderBy limited && !limited.query.isA(SqlKind.QUERY)) {
            throw errors.at(
                    node.getParserPosition().getLineNum(),
                    node.getParserPosition().getColumnNum(),
                    "ORDER BY, LIMIT, OFFSET and FETCH can stand only behind a query");
        }
        if (node.getKind() == SqlKind.EXTEND) {
            SqlNode columns = ((SqlCall) node).operand(1);
            throw errors.at(
                    columns.getParserPosition().getLineNum(),
                    columns.getParserPosition().getColumnNum(),
                    "names are expected in this list, separated by commas, and no types");
        }
    }

    /** How often the first operand stands in what the planner makes of an expression. */
    private static int copiesOfFirst(SqlNode node) {
        return switch (node.getKind()) {
            case BETWEEN ->
                ((SqlBetweenOperator) ((SqlCall) node).getOperator()).flag == SqlBetweenOperator.Flag.SYMMETRIC ? 4 : 2;
            case IN, NOT_IN ->
                ((SqlCall) node).operand(1) instanceof SqlNodeList values ? Math.max(1, values.size()) : 1;
            // The parser does not resolve functions.
            default ->
                node instanceof SqlCall call && call.getOperator().getName().equalsIgnoreCase("NULLIF") ? 2 : 1;
        };
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
