package io.millrace.server.session;

import java.util.ArrayList;
import java.util.List;

/**
 * Says to one execution that nobody wants it any more. An execution that waits registers what wakes it up with {@link
 * #onCancel}; one that computes looks at {@link #isCancelled} now and then. Either way it then throws {@code 57014}.
 *
 * <p><b>Threading:</b> any thread; cancelling twice is cancelling once.
 */
public final class Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private volatile boolean cancelled;

    public boolean isCancelled() {
        return cancelled;
    }

    /** Runs {@code action} when cancelled, in the thread that cancels; at once if it already is. */
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    public void cancel() {
        List<Runnable> due;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }
}
