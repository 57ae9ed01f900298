package io.millrace.server.statement;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.parser.statement.AlterQuery;
import io.millrace.parser.statement.CancelQuery;
import io.millrace.parser.statement.CreateFunction;
import io.millrace.parser.statement.CreateMaterializedView;
import io.millrace.parser.statement.CreatePipeline;
import io.millrace.parser.statement.CreateSchema;
import io.millrace.parser.statement.CreateTable;
import io.millrace.parser.statement.CreateView;
import io.millrace.parser.statement.DescribeTable;
import io.millrace.parser.statement.DropObjects;
import io.millrace.parser.statement.EndTransaction;
import io.millrace.parser.statement.Explain;
import io.millrace.parser.statement.ExplainAnalyze;
import io.millrace.parser.statement.ForceCheckpoint;
import io.millrace.parser.statement.InsertOnConflict;
import io.millrace.parser.statement.MillraceStatement;
import io.millrace.parser.statement.OptionAssignment;
import io.millrace.parser.statement.ReleaseSavepoint;
import io.millrace.parser.statement.ResetOption;
import io.millrace.parser.statement.RestartQuery;
import io.millrace.parser.statement.ResumeQuery;
import io.millrace.parser.statement.RollbackToSavepoint;
import io.millrace.parser.statement.SetOption;
import io.millrace.parser.statement.ShowCreate;
import io.millrace.parser.statement.ShowObjects;
import io.millrace.parser.statement.ShowSetting;
import io.millrace.parser.statement.StopQuery;
import io.millrace.parser.statement.TakeSavepoint;
import io.millrace.parser.statement.TruncateTable;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.Warning;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Makes the statement that a parse tree is. */
public final class Statements {
    private final Scope scope;
    private final String sql;

    private Statements(Scope scope, String sql) {
        this.scope = scope;
        this.sql = sql;
    }

    /** @throws MillraceException if it means nothing in this session; 0A000 for what is not there yet */
    public static Statement of(Scope scope, String sql, SqlNode node) {
        return new Statements(scope, sql).of(node);
    }

    /** Whether a statement writes rows and does nothing else. */
    public static boolean isDml(SqlNode node) {
        return node instanceof SqlInsert
                || node instanceof SqlUpdate
                || node instanceof SqlDelete
                || node instanceof InsertOnConflict
                || node instanceof TruncateTable;
    }

    private Statement of(SqlNode node) {
        if (node instanceof MillraceStatement statement) {
            return ours(statement);
        } else if (node instanceof SqlInsert insert) {
            return insert(insert, null);
        } else if (node instanceof SqlUpdate update) {
            return UpdateTable.of(scope, nativeTable(update.getTargetTable(), "UPDATE"), update);
        } else if (node instanceof SqlDelete delete) {
            return DeleteFromTable.of(scope, nativeTable(delete.getTargetTable(), "DELETE"), delete);
        } else if (node.isA(SqlKind.QUERY)) {
            return StreamQueries.isContinuous(node)
                    ? SelectStatement.continuous(scope, sql, node)
                    : SelectStatement.finite(scope, sql, StatementKind.QUERY, node);
        }
        throw MillraceException.notSupported("the statement " + node.getKind().sql);
    }

    private Statement ours(MillraceStatement node) {
        if (node instanceof CreateTable statement) {
            return new CreateTableStatement(scope, sql, statement);
        } else if (node instanceof CreateView statement) {
            return new CreateViewStatement(scope, sql, statement);
        } else if (node instanceof CreateMaterializedView statement) {
            return new CreateMaterializedViewStatement(scope, sql, statement);
        } else if (node instanceof CreatePipeline statement) {
            return new CreatePipelineStatement(scope, sql, statement);
        } else if (node instanceof CreateFunction statement) {
            return new CreateFunctionStatement(scope, sql, statement);
        } else if (node instanceof DropObjects statement) {
            DropStatement.requireSupported(statement.objectKind, "DROP");
            return new DropStatement(scope, statement);
        } else if (node instanceof AlterQuery statement) {
            return new AlterQueryStatement(scope, statement);
        } else if (node instanceof InsertOnConflict statement) {
            return insert(statement.insert, statement);
        } else if (node instanceof TruncateTable statement) {
            return DeleteFromTable.all(scope, nativeTable(statement.name, "TRUNCATE"), statement.name);
        } else if (node instanceof ShowObjects statement) {
            return ShowStatements.objects(scope, sql, statement);
        } else if (node instanceof ShowCreate statement) {
            return ShowStatements.create(scope, statement);
        } else if (node instanceof ShowSetting statement) {
            return ShowStatements.setting(scope, statement);
        } else if (node instanceof DescribeTable statement) {
            return ShowStatements.describe(scope, sql, statement);
        } else if (node instanceof Explain statement) {
            return ExplainStatement.of(scope, statement, of(statement.statement));
        }
        return effect(node);
    }

    /** Statements that have an effect at once and need no plan. */
    private Statement effect(MillraceStatement node) {
        if (node instanceof TakeSavepoint statement) {
            return new HistoryStatement(
                    () -> History.setSavepoint(scope, statement.name.getSimple(), statement.queries));
        } else if (node instanceof RollbackToSavepoint statement) {
            return new HistoryStatement(() -> History.rollbackTo(scope, statement.savepoint.getSimple()));
        } else if (node instanceof ReleaseSavepoint statement) {
            return new HistoryStatement(() -> History.releaseSavepoint(scope, statement.savepoint.getSimple()));
        } else if (node instanceof StopQuery statement) {
            return new HistoryStatement(() -> History.stop(scope, statement));
        } else if (node instanceof ResumeQuery statement) {
            return new HistoryStatement(() -> History.resume(scope, statement.query));
        } else if (node instanceof RestartQuery statement) {
            return new HistoryStatement(() -> History.restart(scope, statement.query));
        } else if (node instanceof ForceCheckpoint) {
            return new HistoryStatement(() -> History.checkpoint(scope));
        } else if (node instanceof SetOption statement) {
            return new SessionStatement(() -> scope.variables().set(statement.nameText(), statement.valueText()));
        } else if (node instanceof ResetOption statement) {
            return new SessionStatement(
                    () -> statement.nameText().ifPresentOrElse(scope.variables()::reset, scope.variables()::resetAll));
        } else if (node instanceof CancelQuery statement) {
            return new SessionStatement(() -> History.cancel(scope, OptionAssignment.text(statement.query)));
        } else if (node instanceof EndTransaction statement) {
            return new SessionStatement(() -> endTransaction(statement));
        }
        throw notThereYet(node);
    }

    private void endTransaction(EndTransaction statement) {
        if (!statement.commits) {
            scope.warn(new Warning(
                    SqlState.WARNING.code(),
                    "ROLLBACK took nothing back: each statement is final by itself; ROLLBACK TO SAVEPOINT rewinds"));
        }
    }

    private static MillraceException notThereYet(MillraceStatement node) {
        if (node instanceof CreateSchema) {
            return MillraceException.notSupported("CREATE SCHEMA");
        } else if (node instanceof ExplainAnalyze) {
            return MillraceException.notSupported("EXPLAIN ANALYZE QUERY (sys.queries counts the rows of each query)");
        }
        return MillraceException.notSupported(node.getOperator().getName());
    }

    private Statement insert(SqlInsert insert, @Nullable InsertOnConflict conflict) {
        if (insert.isUpsert()) {
            throw MillraceException.notSupported("UPSERT (INSERT … ON CONFLICT … DO UPDATE does the same)");
        }
        SqlIdentifier target = TargetNames.of(insert.getTargetTable());
        CatalogEntry entry = Names.table(target, scope);
        boolean continuous = StreamQueries.isContinuous(insert.getSource());
        if (entry.kind() == CatalogObject.Kind.CONNECTOR_TABLE) {
            if (conflict != null) {
                throw MillraceException.notSupported("ON CONFLICT for a table with a connector");
            }
            return InsertIntoConnector.of(scope, sql, entry, insert, continuous);
        }
        if (continuous) {
            throw MillraceException.notSupported("INSERT … SELECT STREAM into native table \""
                    + entry.name().name() + "\" (a materialized view keeps such rows)");
        }
        return InsertIntoTable.of(scope, entry, insert, conflict);
    }

    private CatalogEntry nativeTable(SqlNode target, String verb) {
        CatalogEntry entry = Names.table(TargetNames.of(target), scope);
        if (entry.kind() != CatalogObject.Kind.NATIVE_TABLE) {
            throw new MillraceException(
                    SqlState.WRONG_OBJECT_TYPE,
                    verb + " works on native tables; \"" + entry.name().name() + "\" is one with connector '"
                            + entry.definition().connector() + "'");
        }
        return entry;
    }
}
