package io.millrace.executor.state.rocksdb;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;

/** Counts who is using the native objects of a store, so that closing can wait for them. <b>Threading:</b> any thread. */
final class Readers {
    private final String store;
    private int inside;
    private boolean closed;

    Readers(String store) {
        this.store = store;
    }

    synchronized void enter() {
        if (closed) {
            throw new MillraceException(SqlState.SHUTDOWN, "the state in " + store + " has been closed");
        }
        inside++;
    }

    synchronized void leave() {
        if (--inside == 0) {
            notifyAll();
        }
    }

    /**
     * Lets nobody in any more and waits until all have left.
     *
     * @return false if somebody has closed it before
     */
    synchronized boolean close() {
        if (closed) {
            return false;
        }
        closed = true;
        boolean interrupted = false;
        while (inside > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
