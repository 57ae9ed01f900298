package io.millrace.executor.operator.row;

import io.millrace.executor.state.GroupTable;
import java.util.Arrays;

/** Slots that were visited. <b>Threading:</b> one thread. */
public final class SlotList implements GroupTable.SlotVisitor {
    private int[] slots = new int[64];
    private int size;

    @Override
    public void visit(int slot) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, size * 2);
        }
        slots[size++] = slot;
    }

    public int size() {
        return size;
    }

    public int[] copy(int from, int count) {
        return Arrays.copyOfRange(slots, from, from + count);
    }
}
