package io.millrace.planner;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Plans on a thread of its own with a large stack, for a limited time: no statement can take the server down. */
final class PlanningThread {
    private static final long STACK_BYTES = 256L << 20;

    private PlanningThread() {}

    static <T> T call(long timeoutMillis, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(null, task, "millrace-planner", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new MillraceException(
                    SqlState.STATEMENT_TOO_COMPLEX,
                    "the statement could not be planned within " + timeoutMillis + " ms",
                    e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new MillraceException(SqlState.QUERY_CANCELED, "planning was cancelled", e);
        }
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof MillraceException known) {
            return known;
        } else if (cause instanceof StackOverflowError) {
            return new MillraceException(SqlState.STATEMENT_TOO_COMPLEX, "the statement is nested too deeply");
        } else if (cause instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        return new MillraceException(SqlState.INTERNAL_ERROR, "planning failed: " + cause, cause);
    }
}
