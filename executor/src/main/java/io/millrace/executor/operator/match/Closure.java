package io.millrace.executor.operator.match;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Puts partial matches into a list in the order of preference, each advanced over all that takes no row. Of two in the same state
 * whose futures cannot differ, for no condition to come asks for anything they differ in, only the preferred one stays.
 *
 * <p><b>Source:</b> the thread lists of Pike's VM (see Cox, Regular Expression Matching: the Virtual Machine Approach, 2009).
 * <b>Threading:</b> one thread.
 */
final class Closure {
    /** Partial matches of one partition at one row. */
    private static final int THREADS_MAX = 20_000;

    private final PatternProgram program;
    private final Automaton automaton;
    /** Whether any two partial matches in the same state are alike. */
    private final boolean allAlike;

    private final int[][] deadRegisters;
    private final long[] scratch;

    private int[] stackStates = new int[16];
    private long[] stackGuards = new long[16];

    private final int[] visitedAt;
    private final long[][] visitedGuards;
    private final int[] visitedCount;
    private int visit;

    /** For each state, the last partial match in it, and from each of those to the one before. */
    private final int[] heads;

    private int[] before = new int[16];
    private Threads list;

    Closure(PatternProgram program) {
        this.program = program;
        automaton = program.automaton();
        scratch = new long[program.registerCount()];
        int states = automaton.size();
        visitedAt = new int[states];
        visitedGuards = new long[states][1];
        visitedCount = new int[states];
        heads = new int[states];
        list = new Threads(program.registerCount());
        deadRegisters = new int[states][];
        boolean alike = !program.pathMatters();
        for (int state = 0; state < states; state++) {
            BitSet live = program.live(state);
            alike &= live.isEmpty();
            deadRegisters[state] = dead(live, program.registers().size());
        }
        allAlike = alike;
    }

    private static int[] dead(BitSet live, int registers) {
        BitSet dead = new BitSet();
        dead.set(0, registers);
        dead.andNot(live);
        return dead.stream().toArray();
    }

    /** Begins to add to a list, which may hold partial matches already. */
    void begin(Threads into) {
        list = into;
        visit++;
        Arrays.fill(heads, -1);
        for (int thread = 0; thread < into.size(); thread++) {
            link(thread);
        }
    }

    private void link(int thread) {
        if (thread >= before.length) {
            before = Arrays.copyOf(before, Math.max(thread + 1, before.length * 2));
        }
        int state = list.state(thread);
        before[thread] = heads[state];
        heads[state] = thread;
    }

    /**
     * Adds a partial match that has come to a state.
     *
     * @param position of the row it would take next
     * @return whether it is complete; what would come behind it in preference is not added then
     */
    boolean add(int first, long start, int node, long[] registers, long position) {
        if (!allAlike) {
            visit++;
        }
        int size = 0;
        stackStates[size] = first;
        stackGuards[size++] = 0;
        while (size > 0) {
            int state = stackStates[--size];
            long guards = stackGuards[size];
            if (state < 0) {
                done(~state, guards);
                continue;
            }
            switch (automaton.kind(state)) {
                case ACCEPT -> {
                    return true;
                }
                case VARIABLE, END -> addThread(state, start, node, registers);
                case SPLIT -> {
                    if (isNew(state, guards)) {
                        size = push(size, ~state, guards);
                        size = push(size, automaton.other(state), guards);
                        size = push(size, automaton.next(state), guards);
                    }
                }
                case OPEN -> size = push(size, automaton.next(state), guards | 1L << automaton.data(state));
                case CLOSE -> {
                    if ((guards & 1L << automaton.data(state)) == 0) {
                        size = push(size, automaton.next(state), guards);
                    }
                }
                case START -> {
                    if (position == 0) {
                        size = push(size, automaton.next(state), guards);
                    }
                }
            }
        }
        return false;
    }

    private int push(int size, int state, long guards) {
        if (size == stackStates.length) {
            stackStates = Arrays.copyOf(stackStates, size * 2);
            stackGuards = Arrays.copyOf(stackGuards, size * 2);
        }
        stackStates[size] = state;
        stackGuards[size] = guards;
        return size + 1;
    }

    /**
     * Whether not all ways on from a state have been gone already, with no more iterations open that must take a row. That some
     * of them have been does not count: those left would come too late.
     */
    private boolean isNew(int state, long guards) {
        if (visitedAt[state] != visit) {
            visitedAt[state] = visit;
            visitedCount[state] = 0;
        }
        long[] known = visitedGuards[state];
        for (int i = 0; i < visitedCount[state]; i++) {
            if ((known[i] & ~guards) == 0) {
                return false;
            }
        }
        return true;
    }

    /** All ways on from a state have been gone. */
    private void done(int state, long guards) {
        long[] known = visitedGuards[state];
        int count = visitedCount[state];
        if (count == known.length) {
            known = Arrays.copyOf(known, count * 2);
            visitedGuards[state] = known;
        }
        known[count] = guards;
        visitedCount[state] = count + 1;
    }

    private void addThread(int state, long start, int node, long[] registers) {
        System.arraycopy(registers, 0, scratch, 0, scratch.length);
        List<Register> all = program.registers();
        for (int register : deadRegisters[state]) {
            all.get(register).clear(scratch, program.offset(register));
        }
        for (int thread = heads[state]; thread >= 0; thread = before[thread]) {
            if (isAlike(thread, state, start, node)) {
                return;
            }
        }
        if (list.size() >= THREADS_MAX) {
            throw new MillraceException(
                    SqlState.CONFIGURATION_LIMIT,
                    "MATCH_RECOGNIZE follows more than " + THREADS_MAX
                            + " partial matches at one row: conditions ask for"
                            + " so much of the rows gone by (aggregates, FIRST, LAST, CLASSIFIER) that few of them are"
                            + " alike; WITHIN, an upper bound in the pattern or simpler conditions keep them few");
        }
        list.add(state, start, node, scratch, 0);
        link(list.size() - 1);
    }

    private boolean isAlike(int thread, int state, long start, int node) {
        if (program.pathMatters()) {
            return list.node(thread) == node && list.start(thread) == start;
        } else if (list.start(thread) != start && program.startMatters(state)) {
            return false;
        }
        int at = list.registersAt(thread);
        return Arrays.equals(list.registers(), at, at + scratch.length, scratch, 0, scratch.length);
    }
}
