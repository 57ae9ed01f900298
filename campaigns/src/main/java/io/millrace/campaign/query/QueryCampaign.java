package io.millrace.campaign.query;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many generated queries, several worlds of them at once. */
public final class QueryCampaign {
    /** From there on each construct must have had its share. */
    private static final int QUERIES_OF_LONG_RUN = 5_000;

    private final QueryOptions options;
    private final Progress progress;

    public QueryCampaign(QueryOptions options, PrintWriter out) {
        this.options = options;
        this.progress = new Progress(options, out);
    }

    /** What was wrong; empty if nothing was. */
    public List<String> run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(options.jobs());
        try {
            List<Future<?>> jobs = new ArrayList<>();
            for (int i = 0; i < options.jobs(); i++) {
                int job = i;
                jobs.add(threads.submit(() -> {
                    run(job);
                    return job;
                }));
            }
            for (Future<?> job : jobs) {
                job.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdown();
        }
        progress.printAll();
        List<String> findings = new ArrayList<>(progress.findings());
        if (findings.isEmpty() && options.queries() >= QUERIES_OF_LONG_RUN) {
            findings.addAll(progress.coverage().shortfalls());
        }
        return findings;
    }

    private void run(int number) throws Exception {
        Optional<Path> directory = options.directory().map(path -> path.resolve("job" + number));
        try (QueryJob job = new QueryJob(options.in(directory), progress)) {
            OptionalLong first = progress.take();
            while (first.isPresent()) {
                job.runWorld(first.getAsLong(), progress.endOfWorld(first.getAsLong()));
                progress.finished(first.getAsLong());
                first = progress.take();
            }
        } catch (Exception | Error e) {
            progress.stop();
            throw e;
        }
    }

    /** What has been found so far: where a run is interrupted. */
    public void printSoFar() {
        progress.printAll();
    }
}
