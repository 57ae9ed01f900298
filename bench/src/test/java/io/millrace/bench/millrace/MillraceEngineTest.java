package io.millrace.bench.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.engine.Load;
import io.millrace.bench.engine.Run;
import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.connector.nexmark.NexmarkConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class MillraceEngineTest {
    private static final NexmarkConfig EVENTS = NexmarkConfig.ofEvents(20_000).withEventsPerSecond(1_000);
    private static final double PATIENCE_SECONDS = 60;

    @ParameterizedTest
    @FieldSource("io.millrace.bench.nexmark.NexmarkQuery#NAMES")
    void runsEachQueryToItsEnd(String name) throws Exception {
        NexmarkQuery query = NexmarkQuery.named(name).orElseThrow();

        Run run = run(query, new Load(EVENTS, 2, 1, true, false, PATIENCE_SECONDS));

        assertThat(run.ended()).isTrue();
        assertThat(run.events()).isEqualTo(new Load(EVENTS, 2, 1, true, false, 1).rows(query));
        assertThat(run.rows()).isPositive();
        assertThat(run.seconds()).isPositive();
    }

    @Test
    void theResultIsTheSameWhetherEventsAreMadeOrLoadedAndInHoweverManySplits() throws Exception {
        NexmarkQuery query = NexmarkQuery.named("q4").orElseThrow();

        Run made = run(query, new Load(EVENTS, 1, 1, true, false, PATIENCE_SECONDS));
        Run loaded = run(query, new Load(EVENTS, 2, 2, true, true, PATIENCE_SECONDS));

        assertThat(loaded.rows()).isEqualTo(made.rows());
        assertThat(loaded.checksum()).isEqualTo(made.checksum());
    }

    @Test
    void stopsWhenItsTimeIsUp() throws Exception {
        NexmarkQuery query = NexmarkQuery.named("q0").orElseThrow();
        NexmarkConfig endless = NexmarkConfig.ofEvents(Long.MAX_VALUE / 4);

        Run run = run(query, new Load(endless, 1, 1, false, false, 0.5));

        assertThat(run.ended()).isFalse();
        assertThat(run.events()).isPositive();
    }

    private static Run run(NexmarkQuery query, Load load) throws Exception {
        try (MillraceEngine engine = new MillraceEngine(Map.of())) {
            return engine.run(query, load);
        }
    }
}
