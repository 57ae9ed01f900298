package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.simulation.SimulationCampaign;
import io.millrace.campaign.simulation.SimulationOptions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated queries through simulated crashes; {@code bin/millrace-campaign simulation} takes more seeds. */
final class PlanSimulationTest {
    private static final long SEEDS = Integer.getInteger("simulation.seeds", 80);

    @TempDir
    private Path directory;

    @Test
    void generatedQueriesEndAlikeWithAnyCrashes() throws Exception {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        assertThat(new SimulationCampaign(new SimulationOptions(0, SEEDS, 1), directory, out).run())
                .isEmpty();
    }
}
