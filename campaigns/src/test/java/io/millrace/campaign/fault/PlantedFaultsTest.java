package io.millrace.campaign.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of faults fits the sources; whether they are noticed is for {@code bin/millrace-campaign faults}. */
class PlantedFaultsTest {
    static Stream<PlantedFault> faults() {
        return PlantedFaults.all().stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void canBePlanted(PlantedFault fault) throws IOException {
        String text = Files.readString(Path.of("..").resolve(fault.file()));
        assertThat(fault.plantedIn(text)).isNotEqualTo(text);
        assertThat(fault.description()).endsWith(".");
    }

    @Test
    void thereAreEnoughOfDifferentNames() {
        assertThat(PlantedFaults.all())
                .extracting(PlantedFault::name)
                .hasSizeGreaterThanOrEqualTo(15)
                .doesNotHaveDuplicates();
    }
}
