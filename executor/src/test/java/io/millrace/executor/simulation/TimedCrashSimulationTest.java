package io.millrace.executor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Windows, sessions, joins, patterns and ages through crashes: the end is that of a run without any, and what only grows never
 * shrinks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimedCrashSimulationTest {
    @TempDir
    Path directory;

    private Map<String, TreeMap<String, Integer>> undisturbed = Map.of();
    private TreeMap<String, Integer> lateRows = new TreeMap<>();

    LongStream seeds() {
        String one = System.getProperty("simulation.seed");
        return one == null || one.isEmpty()
                ? LongStream.range(0, Integer.getInteger("simulation.seeds", 200) / 2)
                : LongStream.of(Long.parseLong(one));
    }

    @BeforeAll
    void runsUndisturbed(@TempDir Path place) {
        TimedSimulation simulation = new TimedSimulation(1, TimedPlans.names(), 0, place);
        TimedSimulation.End end = simulation.run();
        assertThat(simulation.faults()).isEmpty();
        undisturbed = end.views();
        lateRows = end.lateRows();
    }

    @Test
    void saysSomethingOfEveryView() {
        undisturbed.forEach((name, rows) -> {
            if (name.equals(TimedPlans.AGING)) {
                assertThat(rows).as(name).isEmpty();
            } else {
                assertThat(rows).as(name).hasSizeGreaterThan(5);
            }
        });
        assertThat(lateRows).hasSizeGreaterThan(5);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void endsAlikeWithAnyCrashes(long seed) {
        List<String> names = TimedSimulation.some(seed);
        TimedSimulation simulation =
                new TimedSimulation(seed, names, (int) (seed % 4), directory.resolve("seed-" + seed));
        TimedSimulation.End end = simulation.run();
        assertThat(simulation.faults()).as("-Dsimulation.seed=%d", seed).isEmpty();
        for (String name : names) {
            assertThat(end.views().get(name))
                    .as("-Dsimulation.seed=%d: %s", seed, name)
                    .isEqualTo(undisturbed.get(name));
        }
        end.lateRows().forEach((row, times) -> assertThat(times)
                .as("-Dsimulation.seed=%d: late %s", seed, row)
                .isLessThanOrEqualTo(lateRows.getOrDefault(row, 0)));
    }
}
