package io.millrace.server.statement;

import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.ResultColumn;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A statement whose rows are texts made at once: {@code EXPLAIN}, {@code SHOW CREATE}, {@code SHOW name}. */
final class TextStatement implements Statement {
    private final Scope scope;
    private final List<ResultColumn> columns;
    private final Supplier<List<List<String>>> rows;

    /** @param names of the columns */
    TextStatement(Scope scope, List<String> names, Supplier<List<List<String>>> rows) {
        this.scope = scope;
        this.columns = names.stream()
                .map(name -> ResultColumn.of(name, DataType.of(TypeKind.VARCHAR).notNull()))
                .toList();
        this.rows = rows;
    }

    @Override
    public StatementKind kind() {
        return StatementKind.UTILITY;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public StatementResult execute(List<@Nullable Object> parameters, ExecutionOptions options) {
        List<@Nullable Object[]> values = new ArrayList<>();
        rows.get().forEach(row -> values.add(row.toArray()));
        return scope.own(new RowsCursor(columns, values));
    }
}
