package io.millrace.planner.validate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * {@code SELECT a.x FROM a JOIN b USING (x) GROUP BY x}: in an inner or left join x is a.x, and grouping by one is grouping by the
 * other. Calcite would take {@code COALESCE(a.x, b.x)}, which a.x is not.
 */
final class UsingColumns {
    private UsingColumns() {}

    /** Of a SELECT that groups by such a column. */
    static void qualify(SqlSelect select) {
        SqlNodeList groups = select.getGroup();
        if (groups == null || !(select.getFrom() instanceof SqlJoin join)) {
            return;
        }
        Map<String, String> owners = new HashMap<>();
        for (SqlNode key : groups) {
            if (key instanceof SqlIdentifier name && name.isSimple()) {
                String owner = owner(join, name.getSimple());
                if (owner != null) {
                    owners.put(name.getSimple(), owner);
                }
            }
        }
        if (owners.isEmpty()) {
            return;
        }
        Qualifier qualifier = new Qualifier(owners);
        select.setSelectList((SqlNodeList) qualifier.all(select.getSelectList()));
        select.setGroupBy((SqlNodeList) qualifier.all(groups));
        if (select.getHaving() != null) {
            select.setHaving(select.getHaving().accept(qualifier));
        }
        if (select.getQualify() != null) {
            select.setQualify(select.getQualify().accept(qualifier));
        }
    }

    /** The relation whose column it is; null if that is not plain to see. */
    private static @Nullable String owner(SqlNode relation, String column) {
        if (relation instanceof SqlJoin join) {
            boolean keepsLeft = join.getJoinType() == JoinType.INNER || join.getJoinType() == JoinType.LEFT;
            boolean using = join.getConditionType() == JoinConditionType.USING
                    && join.getCondition() instanceof SqlNodeList columns
                    && columns.stream()
                            .anyMatch(each -> each instanceof SqlIdentifier name
                                    && name.isSimple()
                                    && name.getSimple().equals(column));
            return keepsLeft && using ? owner(join.getLeft(), column) : null;
        } else if (relation.getKind() == SqlKind.AS && ((SqlCall) relation).operand(1) instanceof SqlIdentifier alias) {
            return alias.getSimple();
        }
        return relation instanceof SqlIdentifier table ? table.names.get(table.names.size() - 1) : null;
    }

    /** Puts the relation before the columns; sub-queries have columns of their own. */
    private static final class Qualifier extends SqlShuttle {
        private final Map<String, String> owners;

        Qualifier(Map<String, String> owners) {
            this.owners = owners;
        }

        /** Not in the names behind AS. */
        SqlNode all(SqlNodeList list) {
            SqlNodeList qualified = new SqlNodeList(list.getParserPosition());
            for (SqlNode node : list) {
                if (node.getKind() == SqlKind.AS) {
                    SqlCall as = (SqlCall) node.clone(node.getParserPosition());
                    as.setOperand(0, as.operand(0).accept(this));
                    qualified.add(as);
                } else {
                    qualified.add(node.accept(this));
                }
            }
            return qualified;
        }

        @Override
        public SqlNode visit(SqlIdentifier name) {
            String owner = name.isSimple() && !name.isStar() ? owners.get(name.getSimple()) : null;
            return owner == null ? name : new SqlIdentifier(List.of(owner, name.getSimple()), name.getParserPosition());
        }

        @Override
        public @Nullable SqlNode visit(SqlCall call) {
            return call.isA(SqlKind.QUERY) ? call : super.visit(call);
        }
    }
}
