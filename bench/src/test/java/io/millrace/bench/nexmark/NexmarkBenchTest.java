package io.millrace.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.nexmark.EventKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class NexmarkBenchTest {
    @ParameterizedTest
    @FieldSource("io.millrace.bench.nexmark.NexmarkQuery#NAMES")
    void measuresEachQuery(String name) throws Exception {
        NexmarkQuery query = NexmarkQuery.named(name).orElseThrow();

        Measurement measured = new NexmarkBench(5_000, 2, NexmarkBench.SETTINGS).measure(query);

        assertThat(measured.line()).matches(name + " parallelism=2 events=[0-9]+ seconds=[0-9.]+ events_per_s=[0-9]+");
        assertThat(measured.events()).isPositive();
    }

    @Test
    void countsTheTablesThatAQueryReads() {
        assertThat(NexmarkQuery.named("q3").orElseThrow().reads())
                .isEqualTo(List.of(EventKind.PERSON, EventKind.AUCTION));
        assertThat(NexmarkQuery.named("q4").orElseThrow().reads()).isEqualTo(List.of(EventKind.AUCTION, EventKind.BID));
        assertThat(NexmarkQuery.named("q5").orElseThrow().reads()).isEqualTo(List.of(EventKind.BID));
        assertThat(NexmarkQuery.named("q8").orElseThrow().reads())
                .isEqualTo(List.of(EventKind.PERSON, EventKind.AUCTION));
    }
}
