package io.millrace.bench.child;

import io.millrace.bench.engine.Engine;
import io.millrace.bench.engine.Load;
import io.millrace.bench.engine.Run;
import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.connector.nexmark.NexmarkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * First a run whose result is compared, then runs that warm up, then one of so many events as should take the time asked for
 * at the speed of the last. Of loaded events there are only so many: there the measured run is repeated.
 */
final class Measuring {
    /** So few that no two events share a millisecond: which of two bids of one moment is the last is nobody's mistake. */
    private static final long COMPARED_EVENTS_PER_SECOND = 1_000;

    private static final int RUNS_MAX = 6;
    /** A measured run may take so much less time than asked for. */
    private static final double LONG_ENOUGH = 0.7;
    /** A run that is so many times as fast as the one before says that the code was not compiled yet. */
    private static final double FASTER = 1.3;

    private static final double COMPARED_SECONDS_MAX = 120;
    /** A run that takes so many times as long as it should is stopped. */
    private static final double PATIENCE = 2;

    private static final long EVENTS_MIN = 10_000;

    private final Engine engine;
    private final Job job;
    private final NexmarkQuery query;

    Measuring(Engine engine, Job job) {
        this.engine = engine;
        this.job = job;
        query = NexmarkQuery.named(job.query())
                .orElseThrow(() -> new IllegalArgumentException("no query " + job.query()));
    }

    Outcome outcome() throws Exception {
        NexmarkConfig compared =
                NexmarkConfig.ofEvents(job.comparedEvents()).withEventsPerSecond(COMPARED_EVENTS_PER_SECOND);
        // One split, because what comes first must not depend on who reads faster.
        Run answer = engine.run(
                query, new Load(compared, job.parallelism(), 1, true, job.loadedEvents() > 0, COMPARED_SECONDS_MAX));
        if (!answer.ended()) {
            return Outcome.failed("the run to be compared took more than " + COMPARED_SECONDS_MAX + " s");
        }
        Run measured = job.loadedEvents() > 0 ? repeated() : steady(answer);
        List<Long> checkpoints = measured.checkpointMillis().stream().sorted().toList();
        return new Outcome(
                "",
                engine.version(),
                engine.settings(),
                measured.events(),
                measured.ended(),
                measured.seconds(),
                measured.cpuSeconds(),
                peakBytes(),
                checkpoints.size(),
                checkpoints.isEmpty() ? 0 : checkpoints.get(checkpoints.size() / 2),
                checkpoints.isEmpty() ? 0 : checkpoints.get(checkpoints.size() - 1),
                answer.rows(),
                answer.checksum());
    }

    /**
     * Goes on, warm or not, while a run was faster than the one before by more than chance, or over too soon: starting counts,
     * too.
     */
    private Run steady(Run answer) throws Exception {
        double eventsPerSecond = job.comparedEvents() / answer.seconds();
        double warmSeconds = 0;
        for (int i = 1; ; i++) {
            double left = job.warmUpSeconds() - warmSeconds;
            Load load = made(eventsPerSecond * (left > 0 ? Math.min(left, job.seconds()) : job.seconds()));
            Run run = engine.run(query, load);
            double before = eventsPerSecond;
            eventsPerSecond = eventsPerSecond(load, run);
            boolean isSteady = eventsPerSecond < FASTER * before;
            boolean isLong = !run.ended() || run.seconds() >= LONG_ENOUGH * job.seconds();
            if (left <= 0 && isSteady && isLong || i == RUNS_MAX) {
                return run;
            }
            warmSeconds += run.seconds();
        }
    }

    private Load made(double events) {
        NexmarkConfig config = NexmarkConfig.ofEvents(Math.max(EVENTS_MIN, (long) events));
        return new Load(config, job.parallelism(), job.parallelism(), false, false, PATIENCE * job.seconds());
    }

    /** Events of all tables, also those the query does not read. */
    private double eventsPerSecond(Load load, Run run) {
        return (double) load.config().events() * run.events() / load.rows(query) / run.seconds();
    }

    private Run repeated() throws Exception {
        Load load = new Load(
                NexmarkConfig.ofEvents(job.loadedEvents()),
                job.parallelism(),
                job.parallelism(),
                false,
                true,
                COMPARED_SECONDS_MAX);
        repeat(load, job.warmUpSeconds());
        return repeat(load, job.seconds());
    }

    private Run repeat(Load load, double secondsAtLeast) throws Exception {
        long events = 0;
        double seconds = 0;
        double cpuSeconds = 0;
        boolean ended = true;
        List<Long> checkpoints = new ArrayList<>();
        do {
            Run run = engine.run(query, load);
            events += run.events();
            seconds += run.seconds();
            cpuSeconds += run.cpuSeconds();
            ended &= run.ended();
            checkpoints.addAll(run.checkpointMillis());
        } while (seconds < secondsAtLeast);
        return new Run(events, ended, seconds, cpuSeconds, 0, 0, checkpoints);
    }

    /** Linux keeps the most a process ever had resident. */
    private static long peakBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
