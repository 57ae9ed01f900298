package io.millrace.executor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the interleaving and wherever the crash: nothing acknowledged is lost, nothing is doubled, time never goes back. */
class CrashSimulationTest {
    private static int recoveredUnaligned;

    @TempDir
    Path directory;

    static LongStream seeds() {
        String one = System.getProperty("simulation.seed");
        return one == null || one.isEmpty()
                ? LongStream.range(0, Integer.getInteger("simulation.seeds", 200))
                : LongStream.of(Long.parseLong(one));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void survives(long seed) {
        Simulation simulation = new Simulation(seed, directory);
        simulation.run();
        assertThat(simulation.faults()).as("-Dsimulation.seed=%d", seed).isEmpty();
        recoveredUnaligned += simulation.recoveredUnaligned();
    }

    @AfterAll
    static void checkpointsOvertookBarriers() {
        if (seeds().count() >= 200) {
            assertThat(recoveredUnaligned).isGreaterThanOrEqualTo(10);
        }
    }
}
