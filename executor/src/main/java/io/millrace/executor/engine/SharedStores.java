package io.millrace.executor.engine;

import io.millrace.executor.relation.Relation;
import io.millrace.executor.relation.RelationView;
import io.millrace.executor.relation.SharedView;
import io.millrace.executor.state.StateStore;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * State stores that are closed when whoever opened them has let go of them, and the last view of what lies in them is closed.
 *
 * <p><b>Threading:</b> any thread.
 */
final class SharedStores {
    private final List<StateStore> stores = new ArrayList<>();
    /** One for whoever opened them, one for each view. */
    private int users = 1;

    synchronized void add(StateStore store) {
        stores.add(store);
    }

    /** A view over the stores, or in part over them, that keeps them open. */
    SharedView hold(SharedView view) {
        return new Held(view);
    }

    private synchronized void retain() {
        users++;
    }

    synchronized void release() {
        if (--users == 0) {
            stores.forEach(StateStore::close);
        }
    }

    /** Keeps the stores open. */
    private final class Held implements SharedView {
        private final SharedView view;
        private boolean closed;

        Held(SharedView view) {
            this.view = view;
            retain();
        }

        @Override
        public SharedView again() {
            return new Held(view.again());
        }

        @Override
        public Relation relation() {
            return view.relation();
        }

        @Override
        public long epoch() {
            return view.epoch();
        }

        @Override
        public RelationView.RowCursor rows() {
            return view.rows();
        }

        @Override
        public RelationView.RowCursor rowsOnTime(int timeColumn) {
            return view.rowsOnTime(timeColumn);
        }

        @Override
        public void lookUp(RowBatch batch, int row, int[] keyColumns, BatchBuilder out) {
            view.lookUp(batch, row, keyColumns, out);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                view.close();
                release();
            }
        }
    }
}
