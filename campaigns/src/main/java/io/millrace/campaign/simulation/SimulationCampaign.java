package io.millrace.campaign.simulation;

import io.millrace.campaign.process.Findings;
import io.millrace.campaign.process.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Runs seeds one after the other: each stands for tables, changes, queries and crashes.
 *
 * <p><b>Threading:</b> one run at a time.
 */
public final class SimulationCampaign {
    private static final int REPORT_EVERY = 500;

    private final SimulationOptions options;
    private final Path directory;
    private final PrintWriter out;
    private final Findings findings = new Findings();
    private long crashes;
    private long views;
    private long steps;

    /** @param directory an empty one; one in memory makes it quick */
    public SimulationCampaign(SimulationOptions options, Path directory, PrintWriter out) {
        this.options = options;
        this.directory = directory;
        this.out = out;
    }

    /** Runs it, and says what was found wrong; nothing if all is well. */
    public List<String> run() throws IOException {
        try (Reference reference = new Reference()) {
            for (long seed = options.first(); seed < options.first() + options.seeds(); seed++) {
                once(reference, seed);
                if ((seed + 1 - options.first()) % REPORT_EVERY == 0) {
                    say("up to seed " + seed);
                }
            }
        }
        say("in the end");
        return findings.all();
    }

    private void once(Reference reference, long seed) throws IOException {
        Path place = directory.resolve("seed-" + seed);
        Script script = reference.script(seed);
        steps += script.steps().size();
        views += script.finite().size();
        String found = "";
        try {
            PlanSimulation simulation = new PlanSimulation(seed, script, options.crashesMin(), place);
            found = String.join("; ", simulation.run());
            crashes += simulation.crashes();
        } catch (RuntimeException | AssertionError e) {
            found = e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(6, e.getStackTrace().length));
        }
        if (!found.isEmpty()) {
            findings.add("seed " + seed + " (repeat with: bin/millrace-campaign simulation --seeds 1 --first " + seed
                    + "): " + found + " -- " + script.texts());
        }
        Trees.delete(place);
    }

    private void say(String when) {
        out.println(String.format(
                Locale.ROOT,
                "%s: %,d seeds, %,d crashes, %,d views, %,d steps; %d wrong",
                when,
                options.seeds(),
                crashes,
                views,
                steps,
                findings.count()));
        out.flush();
    }
}
