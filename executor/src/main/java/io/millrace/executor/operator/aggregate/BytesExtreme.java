package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** MIN or MAX of byte strings, ordered unsigned. Arrays held are replaced, never changed. */
final class BytesExtreme implements Extreme {
    private final int at;
    private final boolean greatest;

    BytesExtreme(Layout layout, boolean greatest) {
        at = layout.nextBytes();
        this.greatest = greatest;
    }

    @Override
    public boolean greatest() {
        return greatest;
    }

    @Override
    public void offer(Accumulators state, int slot, Column values, int row) {
        BytesColumn bytes = (BytesColumn) values;
        byte[] held = held(state, slot);
        if (held == null) {
            state.bytes[at][slot] = bytes.bytes(row);
            return;
        }
        int start = bytes.start(row);
        int order = Arrays.compareUnsigned(bytes.data(), start, start + bytes.length(row), held, 0, held.length);
        if (greatest ? order > 0 : order < 0) {
            state.bytes[at][slot] = bytes.bytes(row);
        }
    }

    private byte @Nullable [] held(Accumulators state, int slot) {
        return state.bytes[at][slot];
    }

    @Override
    public boolean holds(Accumulators state, int slot, Column values, int row) {
        BytesColumn bytes = (BytesColumn) values;
        byte[] held = held(state, slot);
        int start = bytes.start(row);
        return held != null && Arrays.equals(bytes.data(), start, start + bytes.length(row), held, 0, held.length);
    }

    @Override
    public void set(Accumulators state, int slot, Column values, int row) {
        state.bytes[at][slot] = ((BytesColumn) values).bytes(row);
    }

    @Override
    @SuppressWarnings("NullAway") // absent is null in a table's bytes
    public void clear(Accumulators state, int slot) {
        state.bytes[at][slot] = null;
    }

    @Override
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        for (int i = 0; i < count; i++) {
            byte[] candidate = held(from, fromPositions[i]);
            byte[] held = held(to, toPositions[i]);
            if (candidate == null) {
                continue;
            }
            int order = held == null ? 0 : Arrays.compareUnsigned(candidate, held);
            if (held == null || (greatest ? order > 0 : order < 0)) {
                to.bytes[at][toPositions[i]] = candidate;
            }
        }
    }

    @Override
    public void append(Accumulators state, int position, ColumnBuilder out) {
        byte[] held = held(state, position);
        if (held == null) {
            out.appendNull();
        } else {
            ((ColumnBuilder.OfBytes) out).append(held);
        }
    }
}
