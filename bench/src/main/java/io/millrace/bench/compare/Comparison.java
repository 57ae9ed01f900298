package io.millrace.bench.compare;

import io.millrace.bench.child.Job;
import io.millrace.bench.child.Outcome;
import io.millrace.bench.nexmark.NexmarkQuery;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Runs the same queries over the same events by several engines, in turn.
 *
 * @param contenders ours first
 * @param loadedEvents events that are loaded beforehand; 0 if they are made while the queries run
 */
public record Comparison(
        List<NexmarkQuery> queries,
        List<Integer> parallelisms,
        List<Contender> contenders,
        int rounds,
        double seconds,
        double warmUpSeconds,
        long comparedEvents,
        long loadedEvents) {
    public Comparison {
        queries = List.copyOf(queries);
        parallelisms = List.copyOf(parallelisms);
        contenders = List.copyOf(contenders);
    }

    /** @param progress a line for each measurement */
    public Results run(PrintWriter progress) throws IOException, InterruptedException {
        Results results = new Results();
        for (int round = 1; round <= rounds; round++) {
            for (NexmarkQuery query : queries) {
                for (int parallelism : parallelisms) {
                    for (Contender contender : contenders) {
                        if (contender.queries().isEmpty() || contender.queries().contains(query.name())) {
                            Outcome outcome = ChildProcess.run(contender, job(contender, query, parallelism));
                            results.add(query.name(), parallelism, contender.name(), outcome);
                            progress.println(line(round, query, parallelism, contender, outcome));
                            progress.flush();
                        }
                    }
                }
            }
        }
        return results;
    }

    private Job job(Contender contender, NexmarkQuery query, int parallelism) {
        return new Job(
                contender.engine(),
                contender.settings(),
                query.name(),
                parallelism,
                seconds,
                warmUpSeconds,
                comparedEvents,
                loadedEvents);
    }

    private static String line(int round, NexmarkQuery query, int parallelism, Contender contender, Outcome outcome) {
        String head = String.format(
                Locale.ROOT,
                "round=%d %s parallelism=%d engine=\"%s\" ",
                round,
                query.name(),
                parallelism,
                contender.name());
        return head
                + (outcome.succeeded()
                        ? String.format(
                                Locale.ROOT,
                                "events=%d seconds=%.2f%s events_per_s=%.0f events_per_cpu_s=%.0f peak_mb=%d checkpoints=%d"
                                        + " checkpoint_ms=%d/%d rows=%d checksum=%016x",
                                outcome.events(),
                                outcome.seconds(),
                                outcome.ended() ? "" : " (stopped)",
                                outcome.eventsPerSecond(),
                                outcome.eventsPerCpuSecond(),
                                outcome.peakBytes() >> 20,
                                outcome.checkpoints(),
                                outcome.checkpointMedianMillis(),
                                outcome.checkpointMaxMillis(),
                                outcome.comparedRows(),
                                outcome.comparedChecksum())
                        : "failure=" + outcome.failure());
    }
}
