package io.millrace.executor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * As {@link CrashSimulationTest}, and all the time something fails: an operator at its rows, at a barrier, in the middle of a
 * checkpoint, a source, a sink at its rows, its preparation or its commit, a state store half way. Queries run again by themselves,
 * and nobody notices.
 */
class RestartSimulationTest {
    private static final Map<String, Integer> PLANTED = new TreeMap<>();

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
        Faults planted = Faults.seeded(seed);
        Simulation simulation = new Simulation(seed, directory, planted);
        simulation.run();
        assertThat(simulation.faults())
                .as("-Dsimulation.seed=%d, with %s", seed, planted.counts)
                .isEmpty();
        planted.counts.forEach((place, count) -> PLANTED.merge(place, count, Integer::sum));
    }

    @AfterAll
    static void somethingFailedEverywhere() {
        if (seeds().count() >= 200) {
            assertThat(PLANTED).hasSizeGreaterThanOrEqualTo(9);
        }
    }
}
