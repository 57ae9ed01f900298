package io.millrace.server.statement;

import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code SAVEPOINT}, {@code ROLLBACK TO SAVEPOINT}, {@code RELEASE SAVEPOINT}, {@code CHECKPOINT}; what stops queries and begins them again. */
record HistoryStatement(Runnable effect) implements Statement {
    @Override
    public StatementKind kind() {
        return StatementKind.HISTORY;
    }

    @Override
    public StatementResult execute(List<@Nullable Object> parameters, ExecutionOptions options) {
        Executions.checkCancelled(options);
        effect.run();
        return new StatementResult.UpdateCount(0);
    }
}
