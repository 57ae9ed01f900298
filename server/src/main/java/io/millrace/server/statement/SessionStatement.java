package io.millrace.server.statement;

import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changes nothing but the session: {@code SET}, {@code RESET}, {@code COMMIT}, {@code CANCEL QUERY}. */
record SessionStatement(Runnable effect) implements Statement {
    @Override
    public StatementKind kind() {
        return StatementKind.SESSION;
    }

    @Override
    public StatementResult execute(List<@Nullable Object> parameters, ExecutionOptions options) {
        effect.run();
        return new StatementResult.UpdateCount(0);
    }
}
