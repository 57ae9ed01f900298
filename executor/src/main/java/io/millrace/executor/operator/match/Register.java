package io.millrace.executor.operator.match;

import java.util.Arrays;
import java.util.List;

/**
 * What a partial match remembers of its path: rows it took, or an aggregate over them. A few of the {@code long}s of a thread.
 */
sealed interface Register permits Register.Rows, AggregateRegister {
    /** Number of {@code long}s. */
    int width();

    void clear(long[] registers, int at);

    /** Takes a row in that has one of the variables. */
    void add(long[] registers, int at, PartitionRows rows, long position);

    /** The variables whose rows count; empty for all. */
    List<Integer> variables();

    default boolean takes(int variable) {
        return variables().isEmpty() || variables().contains(variable);
    }

    /**
     * The first or last rows that have one of the variables, as positions in the partition; −1 where there is none.
     *
     * @param fromFirst whether the first ones, ascending; otherwise the last ones, descending
     */
    record Rows(List<Integer> variables, boolean fromFirst, int width) implements Register {
        @Override
        public void clear(long[] registers, int at) {
            Arrays.fill(registers, at, at + width, -1);
        }

        @Override
        public void add(long[] registers, int at, PartitionRows rows, long position) {
            if (!fromFirst) {
                System.arraycopy(registers, at, registers, at + 1, width - 1);
                registers[at] = position;
                return;
            }
            for (int i = at; i < at + width; i++) {
                if (registers[i] < 0) {
                    registers[i] = position;
                    return;
                }
            }
        }
    }
}
