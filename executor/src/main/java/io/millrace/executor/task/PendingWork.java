package io.millrace.executor.task;

import io.millrace.executor.operator.Emission;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Output that operators have handed over but that is not made yet; drained piece by piece, innermost first. */
final class PendingWork {
    private final Deque<Piece> pieces = new ArrayDeque<>();

    private record Piece(
            @Nullable ChainedOperator from,
            @Nullable Emission emission,
            @Nullable Runnable deferred) {}

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    void push(ChainedOperator from, Emission emission) {
        pieces.addFirst(new Piece(from, emission, null));
    }

    /** Work to do when everything pushed so far is drained. */
    void defer(Runnable work) {
        pieces.addLast(new Piece(null, null, work));
    }

    /** Makes one batch of the innermost emission and hands it on. */
    void drainOne() {
        Piece piece = pieces.getFirst();
        if (piece.deferred != null) {
            pieces.removeFirst();
            piece.deferred.run();
            return;
        }
        ChainedOperator from = piece.from;
        Emission emission = piece.emission;
        if (from == null || emission == null) {
            throw new IllegalStateException("a piece of work without an emission");
        }
        RowBatch batch = emission.next();
        if (batch == null) {
            pieces.remove(piece);
            from.emissionsPending--;
        } else {
            from.emit(batch);
        }
    }
}
