package io.millrace.parser.statement;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** A statement that Calcite's grammar does not have. */
public abstract sealed class MillraceStatement extends SqlCall
        permits AlterQuery,
                CancelQuery,
                CreateFunction,
                CreateMaterializedView,
                CreatePipeline,
                CreateSchema,
                CreateTable,
                CreateView,
                DescribeTable,
                DropObjects,
                EndTransaction,
                Explain,
                ExplainAnalyze,
                ForceCheckpoint,
                InsertOnConflict,
                ReleaseSavepoint,
                ResetOption,
                RestartQuery,
                ResumeQuery,
                RollbackToSavepoint,
                SetOption,
                ShowCreate,
                ShowObjects,
                ShowSetting,
                StopQuery,
                TakeSavepoint,
                TruncateTable {
    private final SqlOperator operator;
    private final StatementKind kind;

    MillraceStatement(SqlOperator operator, StatementKind kind, SqlParserPos pos) {
        super(pos);
        this.operator = operator;
        this.kind = kind;
    }

    static SqlOperator operator(String name, SqlKind kind) {
        return new SqlSpecialOperator(name, kind);
    }

    /** Operands in order; Calcite's visitors expect null where a clause was left out. */
    @SuppressWarnings("NullAway")
    static List<SqlNode> operands(@Nullable SqlNode... nodes) {
        return Collections.unmodifiableList(Arrays.asList(nodes));
    }

    public final StatementKind kind() {
        return kind;
    }

    @Override
    public final SqlOperator getOperator() {
        return operator;
    }

    /** Itself with another position is itself: a statement is not part of an expression. */
    @Override
    public final SqlNode clone(SqlParserPos pos) {
        return this;
    }
}
