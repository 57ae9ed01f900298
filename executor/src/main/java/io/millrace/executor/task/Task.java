package io.millrace.executor.task;

import io.millrace.executor.clock.Clock;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.state.TaskState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One parallel instance of a stage: takes rows from its inputs, runs them through its operators, and aligns barriers: an input
 * that has delivered its barrier waits for the others.
 *
 * <p><b>Threading:</b> one thread at a time calls {@link #step}; {@link #stop} from any thread.
 */
public final class Task implements Scheduler.Actor {
    private static final int ITEMS_PER_STEP = 8;

    private final String name;
    private final List<Binding> inputs;
    private final List<ChainedOperator> operators;
    private final TaskState state;
    private final EpochTime time;
    private final Listener listener;
    private final Clock clock;
    private final PendingWork pending = new PendingWork();
    private int nextInput;
    private int marksMissing;
    private @Nullable BarrierPass pass;
    private long firstBarrierNanos;
    private long alignNanos;
    private volatile boolean waitsForWrites;
    private volatile boolean announcesBarriers;
    private volatile boolean held;
    private volatile boolean stopped;
    private volatile Runnable waker = () -> {};

    /** Which operator an input feeds. */
    public record Binding(TaskInput input, ChainedOperator target, int port, Mark mark) {
        public Binding(TaskInput input, ChainedOperator target, int port) {
            this(input, target, port, new Mark());
        }
    }

    /** The barrier an input has delivered and waits at. */
    public static final class Mark {
        private @Nullable Barrier barrier;

        private Mark() {}
    }

    /** Hears of a task's barriers, on the task's thread. */
    public interface Listener {
        /**
         * All operators have passed a barrier.
         *
         * @param results of the task's terminal operators
         * @param share of a checkpoint; null if the epoch ends without one
         * @param progress of all inputs together
         */
        void passed(Task task, Epoch epoch, List<Object> results, @Nullable TaskCheckpoint share, Progress progress);

        /** The task has failed and stopped. */
        void failed(Task task, Throwable error);

        /** The task has stopped and closed everything it owns. */
        void stopped(Task task);
    }

    /** @param operators each behind those that feed it */
    public Task(
            String name,
            List<Binding> inputs,
            List<ChainedOperator> operators,
            TaskState state,
            EpochTime time,
            Clock clock,
            Listener listener) {
        this.name = name;
        this.inputs = List.copyOf(inputs);
        this.operators = List.copyOf(operators);
        this.state = state;
        this.time = time;
        this.clock = clock;
        this.listener = listener;
        this.marksMissing = inputs.size();
        inputs.forEach(binding -> binding.input.onRows(this::wake));
        operators.forEach(operator -> operator.joinTask(pending, this::wake));
    }

    public String name() {
        return name;
    }

    /** As {@link TaskState#isAhead}. */
    public boolean stateIsAhead() {
        return state.isAhead();
    }

    /** How to get it another step; set when it is started. */
    public void onWake(Runnable newWaker) {
        waker = newWaker;
    }

    /** There may be something to do. <b>Threading:</b> any thread. */
    public void wake() {
        waker.run();
    }

    /** Whether no row moves from a checkpoint's barrier until its state is written. <b>Threading:</b> any thread. */
    public void waitForWrites(boolean wanted) {
        waitsForWrites = wanted;
    }

    /** Whether its scans say where their epochs end though there is no room for rows. <b>Threading:</b> any thread. */
    public void announceBarriers(boolean wanted) {
        announcesBarriers = wanted;
    }

    /** Ends it at the next step; its state is as the last barrier left it, or newer. */
    public void stop() {
        stopped = true;
        wake();
    }

    @Override
    public Scheduler.Step step() {
        if (stopped) {
            close();
            return Scheduler.Step.DONE;
        }
        try {
            return work();
        } catch (RuntimeException | Error e) {
            stopped = true;
            listener.failed(this, e);
            close();
            return Scheduler.Step.DONE;
        }
    }

    private Scheduler.Step work() {
        if (announcesBarriers) {
            inputs.forEach(binding -> binding.input.announceBarriers());
        }
        for (int done = 0; done < ITEMS_PER_STEP; done++) {
            if (held || !hasRoom()) {
                return done > 0 ? Scheduler.Step.PROGRESS : Scheduler.Step.IDLE;
            } else if (!pending.isEmpty()) {
                pending.drainOne();
            } else if (pass != null) {
                pass = pass.advance() ? pass : finished(pass);
            } else if (!takeItem()) {
                return done > 0 ? Scheduler.Step.PROGRESS : waiting();
            }
        }
        return Scheduler.Step.PROGRESS;
    }

    private boolean hasRoom() {
        for (ChainedOperator operator : operators) {
            if (!operator.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    private Scheduler.Step waiting() {
        for (Binding binding : inputs) {
            if (binding.mark.barrier == null && binding.input.needsPolling()) {
                return Scheduler.Step.POLL;
            }
        }
        return Scheduler.Step.IDLE;
    }

    /** Takes one item of one input that is not waiting at a barrier, in turn; false if there is none. */
    private boolean takeItem() {
        for (int tried = 0; tried < inputs.size(); tried++) {
            Binding binding = inputs.get(nextInput);
            nextInput = (nextInput + 1) % inputs.size();
            if (binding.mark.barrier != null) {
                continue;
            }
            TaskInput.Item item = binding.input.poll();
            if (item instanceof TaskInput.Rows rows) {
                binding.target.take(binding.port, rows.batch());
                return true;
            } else if (item instanceof TaskInput.Mark mark) {
                arrived(binding, mark.barrier());
                return true;
            }
        }
        return false;
    }

    private void arrived(Binding binding, Barrier barrier) {
        binding.mark.barrier = barrier;
        if (barrier.epoch().checkpoint() && marksMissing == inputs.size()) {
            firstBarrierNanos = clock.nanoTime();
        }
        if (--marksMissing == 0) {
            alignNanos = barrier.epoch().checkpoint() ? clock.nanoTime() - firstBarrierNanos : 0;
            pass = new BarrierPass(align(barrier.epoch()), barrier.nextTimeMicros());
        }
    }

    /** Sets what each operator's inputs have come to and lets the inputs go on. */
    private Epoch align(Epoch epoch) {
        boolean last = true;
        for (Binding binding : inputs) {
            binding.target.inputs[binding.port] = Progress.ENDED;
        }
        for (Binding binding : inputs) {
            Barrier barrier = binding.mark.barrier;
            if (barrier == null || barrier.epoch().number() != epoch.number()) {
                throw new IllegalStateException(
                        name + " got barriers of different epochs: " + epoch + " and " + barrier);
            }
            binding.target.inputs[binding.port] = binding.target.inputs[binding.port].and(barrier.progress());
            last &= barrier.progress().ended();
        }
        return new Epoch(epoch.number(), epoch.timeMicros(), epoch.checkpoint(), last);
    }

    private @Nullable BarrierPass finished(BarrierPass done) {
        List<Object> results = new ArrayList<>();
        Progress progress = Progress.ENDED;
        for (ChainedOperator chained : operators) {
            if (chained.operator instanceof TerminalOperator terminal) {
                Object result = terminal.takeResult();
                if (result != null) {
                    results.add(result);
                }
            }
            progress = progress.and(chained.progress());
        }
        TaskCheckpoint share = done.epoch.checkpoint() ? share() : null;
        for (Binding binding : inputs) {
            binding.mark.barrier = null;
        }
        marksMissing = inputs.size();
        time.advanceTo(done.nextTimeMicros);
        listener.passed(this, done.epoch, results, share, progress);
        return null;
    }

    private TaskCheckpoint share() {
        long began = clock.nanoTime();
        TaskState.Frozen frozen = state.freeze();
        long freezeNanos = clock.nanoTime() - began;
        held = waitsForWrites;
        return new TaskCheckpoint(held ? new Releasing(frozen) : frozen, alignNanos, freezeNanos);
    }

    /** Lets the task go on when what it set aside is written. */
    private final class Releasing implements TaskState.Frozen {
        private final TaskState.Frozen frozen;

        Releasing(TaskState.Frozen frozen) {
            this.frozen = frozen;
        }

        @Override
        public void write() {
            frozen.write();
        }

        @Override
        public void snapshotTaken() {
            try {
                frozen.snapshotTaken();
            } finally {
                held = false;
                wake();
            }
        }
    }

    private void close() {
        try {
            for (Binding binding : inputs) {
                binding.input.close();
            }
            for (ChainedOperator chained : operators) {
                chained.operator.close();
            }
            state.close();
        } finally {
            listener.stopped(this);
        }
    }

    /** A barrier on its way through the operators, each called when the output of the one before is drained. */
    private final class BarrierPass {
        private final Epoch epoch;
        private final long nextTimeMicros;
        private int operator;
        private int phase;

        BarrierPass(Epoch epoch, long nextTimeMicros) {
            this.epoch = epoch;
            this.nextTimeMicros = nextTimeMicros;
        }

        /** One call of one operator; false when all are through. */
        boolean advance() {
            ChainedOperator chained = operators.get(operator);
            switch (phase) {
                case 0 -> chained.deliverEnds();
                case 1 -> chained.deliverWatermark();
                case 2 -> chained.operator.epoch(epoch, chained);
                default -> {
                    chained.passOn(new Barrier(epoch, nextTimeMicros, chained.progress()));
                    phase = -1;
                    operator++;
                }
            }
            phase++;
            return operator < operators.size();
        }
    }
}
