package io.millrace.executor.operator.match;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.match.Automaton.Kind;
import io.millrace.plan.pattern.AfterMatch;
import io.millrace.plan.pattern.RowsPerMatch;
import io.millrace.spi.error.Blame;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;

/**
 * Looks for matches in a partition, row by row.
 *
 * <p>At each row a partial match begins behind all others, so that the list of them is ordered by where they begin and then by
 * the pattern's preference: the first complete match that no one before it in the list can still replace is the one that
 * backtracking from row to row would find. It is written, and the search begins anew at the row AFTER MATCH names, over rows
 * that are still there.
 *
 * <p><b>Threading:</b> one thread. <b>Errors:</b> 2202K and 2202L if AFTER MATCH SKIP TO names a row that there is not, or the
 * first one of the match.
 */
final class Matcher {

    private final PatternProgram program;
    private final Automaton automaton;
    private final Closure closure;
    private final MatchWriter writer;
    private final OperatorContext context;
    private final long withinMicros;
    private final AfterMatch afterMatch;
    private final boolean settles;
    private final int[] registersOf;
    private final long[] cleared;
    private final long[] taken;
    private final PathOf path = new PathOf();
    private Threads spare;

    // The partition at hand.
    private Partition partition;
    private boolean ended;
    private boolean listed;

    Matcher(PatternProgram program, MatchWriter writer, OperatorContext context, Partition first) {
        this.program = program;
        this.writer = writer;
        this.context = context;
        automaton = program.automaton();
        closure = new Closure(program);
        withinMicros = program.node().withinMicros();
        afterMatch = program.node().afterMatch();
        settles = program.node().rowsPerMatch() == RowsPerMatch.ALL_WITH_UNMATCHED;
        cleared = new long[program.registerCount()];
        taken = new long[program.registerCount()];
        registersOf = new int[program.registers().size()];
        for (int i = 0; i < registersOf.length; i++) {
            registersOf[i] = program.offset(i);
            program.registers().get(i).clear(cleared, registersOf[i]);
        }
        spare = new Threads(program.registerCount());
        partition = first;
    }

    /**
     * Goes as far as the rows allow.
     *
     * @param timeMax the greatest event time that no row to come has any more
     * @param hasEnded whether no row comes any more
     * @return false if the writer is full, and the call is to be repeated
     */
    boolean run(Partition current, long timeMax, boolean hasEnded) {
        partition = current;
        ended = hasEnded;
        listed = false;
        bind();
        while (true) {
            if (writer.isFull()) {
                return false;
            } else if (partition.accepted && partition.threads.isEmpty()) {
                if (!isKnown(partition.acceptedEnd - 1 + program.measuresAhead())) {
                    break;
                }
                complete();
            } else if (partition.next < partition.rows.end() && !partition.begun) {
                begin();
            } else if (partition.next < partition.rows.end() && partition.threads.isEmpty()) {
                goOn(partition.next + 1);
            } else if (partition.next < partition.rows.end() && isKnown(partition.next + program.lookAhead())) {
                step();
            } else if (ended && partition.next == partition.rows.end()) {
                end();
                if (!partition.accepted) {
                    break;
                }
            } else if (!expire(timeMax)) {
                break;
            }
        }
        settle();
        return true;
    }

    private void bind() {
        for (int variable = 0; variable < program.node().variables().size(); variable++) {
            VariableCondition condition = program.condition(variable);
            if (condition != null) {
                condition.bind(partition.rows, partition.matches + 1);
            }
        }
    }

    /** Whether the row at that position is there, or will never be. */
    private boolean isKnown(long position) {
        return ended || position < partition.rows.end();
    }

    private void step() {
        long position = partition.next;
        Threads threads = partition.threads;
        Threads next = spare;
        next.clear();
        closure.begin(next);
        listed = true;
        for (int thread = 0; thread < threads.size(); thread++) {
            int state = threads.state(thread);
            long start = threads.start(thread);
            if (automaton.kind(state) == Kind.END || !isWithin(start, position) || !takes(thread, position)) {
                continue;
            }
            int node = partition.history.add(threads.node(thread), state);
            if (closure.add(automaton.next(state), start, node, taken, position + 1)) {
                accept(start, node, position + 1);
                break;
            }
        }
        spare = threads;
        partition.threads = next;
        goOn(position + 1);
        if (partition.threads.isEmpty() && !partition.accepted) {
            partition.history.clear();
        } else if (partition.history.isFull()) {
            partition.compactHistory();
        }
    }

    private void goOn(long position) {
        partition.next = position;
        partition.begun = false;
    }

    /** A match may begin at the next row, unless one that began before is complete. */
    private void begin() {
        long position = partition.next;
        partition.begun = true;
        if (!partition.accepted) {
            if (!listed) {
                closure.begin(partition.threads);
            }
            if (closure.add(automaton.start(), position, History.EMPTY, cleared, position)) {
                accept(position, History.EMPTY, position);
            }
            listed = false;
        }
    }

    private void accept(long start, int node, long end) {
        partition.accepted = true;
        partition.acceptedStart = start;
        partition.acceptedEnd = end;
        partition.acceptedNode = node;
    }

    private boolean isWithin(long start, long position) {
        return withinMicros < 0 || partition.rows.time(position) <= lastTime(start);
    }

    /** The latest time a row of a match that begins at that row may have. */
    private long lastTime(long start) {
        long time = partition.rows.time(start);
        return time > Long.MAX_VALUE - withinMicros ? Long.MAX_VALUE : time + withinMicros;
    }

    /** Whether the row can be the next one of a partial match; {@link #taken} has its registers with the row then. */
    private boolean takes(int thread, long position) {
        Threads threads = partition.threads;
        int variable = automaton.data(threads.state(thread));
        try {
            if (taken.length > 0) {
                System.arraycopy(threads.registers(), threads.registersAt(thread), taken, 0, taken.length);
                for (int i = 0; i < registersOf.length; i++) {
                    Register register = program.registers().get(i);
                    if (register.takes(variable)) {
                        register.add(taken, registersOf[i], partition.rows, position);
                    }
                }
            }
            VariableCondition condition = program.condition(variable);
            if (condition == null) {
                return true;
            }
            path.of(threads.node(thread), variable, position);
            return condition.test(partition.rows, threads.start(thread), position, taken, path);
        } catch (MillraceException e) {
            if (!context.skipsBadRows() || e.blame() != Blame.USER) {
                throw e;
            }
            context.rejectRow(String.valueOf(e.getMessage()), partition.rows.copy(position), 0);
            return false;
        }
    }

    /** The partition has no more rows: what waits for that is complete, the rest is not. */
    private void end() {
        Threads threads = partition.threads;
        for (int thread = 0; thread < threads.size(); thread++) {
            if (automaton.kind(threads.state(thread)) == Kind.END) {
                accept(threads.start(thread), threads.node(thread), partition.next);
                break;
            }
        }
        threads.clear();
        listed = false;
    }

    /** Lets go of partial matches that the next row cannot be in time for, whatever it is; whether none are left of some. */
    private boolean expire(long timeMax) {
        Threads threads = partition.threads;
        boolean isThere = partition.next < partition.rows.end();
        long timeMin = Long.MIN_VALUE;
        if (withinMicros >= 0) {
            timeMin = isThere
                    ? partition.rows.time(partition.next)
                    : timeMax == Long.MAX_VALUE ? Long.MAX_VALUE : timeMax + 1;
        }
        int kept = 0;
        for (int thread = 0; thread < threads.size(); thread++) {
            boolean waitsForEnd = automaton.kind(threads.state(thread)) == Kind.END;
            if (waitsForEnd ? !isThere : withinMicros < 0 || lastTime(threads.start(thread)) >= timeMin) {
                threads.move(thread, kept++);
            }
        }
        boolean expired = kept < threads.size();
        threads.truncate(kept);
        listed = false;
        return expired && kept == 0;
    }

    /** The complete match is the one: writes it and begins anew behind it. */
    private void complete() {
        long start = partition.acceptedStart;
        long end = partition.acceptedEnd;
        settleBefore(start);
        partition.matches++;
        if (start == end) {
            writer.writeEmpty(partition, start);
            goOn(start + 1);
            partition.unsettled = Math.max(partition.unsettled, start + 1);
        } else {
            write(start);
            goOn(nextRow(start, end));
            partition.unsettled = Math.max(partition.unsettled, end);
        }
        partition.accepted = false;
        partition.acceptedNode = History.EMPTY;
        partition.history.clear();
        listed = false;
        bind();
    }

    private void write(long start) {
        try {
            writer.writeMatch(partition);
        } catch (MillraceException e) {
            if (!context.skipsBadRows() || e.blame() != Blame.USER) {
                throw e;
            }
            context.rejectRow(String.valueOf(e.getMessage()), partition.rows.copy(start), 0);
        }
    }

    private long nextRow(long start, long end) {
        switch (afterMatch.skip()) {
            case PAST_LAST_ROW -> {
                return end;
            }
            case TO_NEXT_ROW -> {
                return start + 1;
            }
            default -> {
                String problem = null;
                SqlState state = SqlState.SKIP_TO_NONEXISTENT_ROW;
                long row = writer.find(afterMatch);
                if (row < 0) {
                    problem = "no row of the match has the variable";
                } else if (row == start) {
                    problem = "it is the first row of the match, which would be found again and again";
                    state = SqlState.SKIP_TO_FIRST_ROW;
                } else {
                    return row;
                }
                MillraceException error = new MillraceException(
                        state, "MATCH_RECOGNIZE cannot go on where AFTER MATCH SKIP TO says: " + problem);
                if (!context.skipsBadRows()) {
                    throw error;
                }
                context.rejectRow(String.valueOf(error.getMessage()), partition.rows.copy(start), 0);
                return start + 1;
            }
        }
    }

    /** Rows before all matches that may still come are in none. */
    private void settle() {
        long first = Math.min(partition.next, partition.threads.firstStart());
        settleBefore(partition.accepted ? Math.min(first, partition.acceptedStart) : first);
    }

    private void settleBefore(long position) {
        for (; partition.unsettled < position; partition.unsettled++) {
            if (settles) {
                writer.writeUnmatched(partition, partition.unsettled);
            }
        }
    }

    /** Lets rows go that nothing asks for any more; returns whether anything is left that matters. */
    boolean trim(Partition current) {
        long first = Math.min(current.next, current.threads.firstStart());
        if (current.accepted) {
            first = Math.min(first, current.acceptedStart);
        }
        long kept = Math.max(current.rows.base(), first - program.lookBehind());
        boolean isLarge = kept - current.rows.base() > current.rows.size() / 2;
        if (isLarge || current.isIdle()) {
            current.rows.dropBefore(kept);
        }
        return !current.isIdle() || program.remembersPartitions();
    }

    /** When a partition is to be looked at although no row has come; {@link Partition#NO_TIMER} if never. */
    long timer(Partition current) {
        if (current.isIdle()) {
            return Partition.NO_TIMER;
        }
        long first = current.threads.firstStart();
        boolean waits = current.next < current.rows.end();
        if (withinMicros < 0 || waits || first == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        partition = current;
        return lastTime(first);
    }

    /** The variables of the rows that a partial match would have. */
    private final class PathOf implements VariableCondition.Path {
        private int node;
        private int variable;
        private long position;

        void of(int pathNode, int rowVariable, long rowPosition) {
            node = pathNode;
            variable = rowVariable;
            position = rowPosition;
        }

        @Override
        public int variable(long wanted) {
            if (wanted == position) {
                return variable;
            }
            long row = position - 1;
            int at = node;
            while (at >= 0 && row > wanted) {
                at = partition.history.parent(at);
                row--;
            }
            return at >= 0 && row == wanted ? automaton.data(partition.history.state(at)) : -1;
        }

        @Override
        public Register register(int register) {
            return program.registers().get(register);
        }
    }
}
