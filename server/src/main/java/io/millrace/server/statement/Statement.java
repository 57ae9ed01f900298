package io.millrace.server.statement;

import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.session.ResultColumn;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A validated statement.
 *
 * <p><b>Threading:</b> immutable; runs in the session that made it.
 */
public interface Statement {
    StatementKind kind();

    /** The columns of its rows; none if it returns no rows. */
    default List<ResultColumn> columns() {
        return List.of();
    }

    /** Its {@code ?}s, in order. */
    default List<QueryParameter> parameters() {
        return List.of();
    }

    /** Its plan, for {@code EXPLAIN}; none if it needs none. */
    default Optional<Planned> planned() {
        return Optional.empty();
    }

    /** What else {@code EXPLAIN} has to say of it, a line each. */
    default List<String> remarks() {
        return List.of();
    }

    /** @param parameters one value for each of {@link #parameters} */
    StatementResult execute(List<@Nullable Object> parameters, ExecutionOptions options);
}
