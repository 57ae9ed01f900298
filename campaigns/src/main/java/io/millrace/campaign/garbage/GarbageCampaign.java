package io.millrace.campaign.garbage;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Gives garbage to several databases at once, and looks at what they say and at the memory that is left in use. */
public final class GarbageCampaign {
    private static final int STRINGS_BETWEEN_LOOKS = 20_000;
    private static final long GROWTH_BYTES_MAX = 128L << 20;

    private final GarbageOptions options;
    private final GarbageFindings findings;

    public GarbageCampaign(GarbageOptions options, PrintWriter out) {
        this.options = options;
        this.findings = new GarbageFindings(out);
    }

    /** What was wrong; empty if nothing was. */
    public List<String> run() throws Exception {
        long start = System.nanoTime();
        long end = options.first() + options.strings();
        long warm = options.first() + Math.max(options.strings() / 5, GarbageJob.STRINGS_PER_DATABASE);
        long next = options.first();
        long bytesBefore = 0;
        while (next < end && findings.count() < options.failuresMax()) {
            long until = Math.min(end, next < warm ? warm : next + STRINGS_BETWEEN_LOOKS);
            run(next, until);
            next = until;
            long bytes = usedBytes();
            findings.say((next - options.first()) + " strings in " + (System.nanoTime() - start) / 1_000_000_000
                    + " s, " + (bytes >> 20) + " MB");
            if (next == warm) {
                bytesBefore = bytes;
            } else if (bytesBefore > 0 && bytes - bytesBefore > GROWTH_BYTES_MAX) {
                findings.add("memory has grown by " + ((bytes - bytesBefore) >> 20) + " MB");
                break;
            }
        }
        return findings.close();
    }

    /** From one number to another; no database is open afterwards. */
    private void run(long first, long end) throws Exception {
        AtomicLong next = new AtomicLong(first);
        ExecutorService threads = Executors.newFixedThreadPool(options.jobs());
        try {
            List<Future<?>> jobs = new ArrayList<>();
            for (int i = 0; i < options.jobs(); i++) {
                jobs.add(threads.submit(() -> {
                    give(next, end);
                    return end;
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
    }

    private void give(AtomicLong next, long end) throws Exception {
        try (GarbageJob job = new GarbageJob(options, findings)) {
            long number = next.getAndIncrement();
            while (number < end && findings.count() < options.failuresMax()) {
                job.give(number);
                number = next.getAndIncrement();
            }
        }
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
