package io.millrace.bench.hand;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.engine.Load;
import io.millrace.bench.engine.Run;
import io.millrace.bench.millrace.MillraceEngine;
import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.connector.nexmark.NexmarkConfig;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HandEngineTest {
    @ParameterizedTest
    @ValueSource(strings = {"q0", "q1", "q2", "q5", "q7", "q17"})
    void loopsGiveWhatTheEngineGives(String name) throws Exception {
        NexmarkQuery query = NexmarkQuery.named(name).orElseThrow();
        NexmarkConfig events = NexmarkConfig.ofEvents(100_000).withEventsPerSecond(1_000);
        Load load = new Load(events, 1, 1, true, true, 60);

        try (MillraceEngine millrace = new MillraceEngine(Map.of());
                HandEngine hand = new HandEngine(Map.of())) {
            Run expected = millrace.run(query, load);
            Run found = hand.run(query, load);

            assertThat(found.rows()).isEqualTo(expected.rows());
            assertThat(found.checksum()).isEqualTo(expected.checksum());
        }
    }
}
