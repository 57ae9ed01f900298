package io.millrace.server.statement;

import io.millrace.executor.engine.TableTransaction;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What executing several kinds of statements has in common. */
public final class Executions {
    private Executions() {}

    /** @throws MillraceException 57014 if the client does not want the statement any more */
    static void checkCancelled(ExecutionOptions options) {
        if (options.cancellation().isCancelled()) {
            throw new MillraceException(SqlState.QUERY_CANCELED, "the statement was cancelled");
        }
    }

    /**
     * Executes writes of native tables in one transaction: all, or none of them.
     *
     * <p>A statement may depend on one before it only by rows, so all are made beforehand.
     */
    public static long[] together(Scope scope, List<TableWrite> writes, ExecutionOptions options) {
        Set<String> tables = writes.stream().map(TableWrite::table).collect(Collectors.toSet());
        long[] counts = new long[writes.size()];
        try (TableTransaction transaction = scope.engine().begin(tables)) {
            for (int i = 0; i < counts.length; i++) {
                checkCancelled(options);
                counts[i] = writes.get(i).apply(transaction, List.of(), options);
            }
            scope.wrote(transaction.commit());
        }
        return counts;
    }

    /** A change of the catalog, alone. */
    static <T> T change(Scope scope, Supplier<T> change) {
        return scope.catalog().exclusively(change);
    }
}
