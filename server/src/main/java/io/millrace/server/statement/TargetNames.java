package io.millrace.server.statement;

import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** Targets of DML. */
final class TargetNames {
    private TargetNames() {}

    /** The name in what may stand as the target of DML. */
    static SqlIdentifier of(SqlNode table) {
        if (table instanceof SqlIdentifier identifier) {
            return identifier;
        } else if (table.getKind() == SqlKind.TABLE_REF || table.getKind() == SqlKind.AS) {
            return of(((SqlBasicCall) table).operand(0));
        }
        throw new IllegalArgumentException(table.toString());
    }

    /** The columns named in an INSERT; none for all. */
    static List<String> columns(@Nullable SqlNodeList columns) {
        return columns == null
                ? List.of()
                : columns.getList().stream()
                        .map(column -> {
                            List<String> names = ((SqlIdentifier) column).names;
                            return names.get(names.size() - 1);
                        })
                        .toList();
    }
}
