package io.millrace.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bench.engine.Engine;
import io.millrace.bench.engine.Load;
import io.millrace.bench.engine.Run;
import io.millrace.bench.hand.HandEngine;
import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.bench.peers.duckdb.DuckDbEngine;
import io.millrace.bench.peers.flink.FlinkEngine;
import io.millrace.connector.nexmark.NexmarkConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loops written by hand, which are compared with our engine elsewhere, say what peers should give. */
final class PeersTest {
    private static final NexmarkConfig EVENTS = NexmarkConfig.ofEvents(20_000).withEventsPerSecond(1_000);
    private static final double PATIENCE_SECONDS = 120;

    @Test
    void duckDbGivesWhatLoopsGive() throws Exception {
        try (DuckDbEngine duckDb = new DuckDbEngine(Map.of())) {
            for (String query : List.of("q5", "q7", "q17")) {
                expectSame(duckDb, query, true);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void flinkGivesWhatLoopsGive(String miniBatch) throws Exception {
        try (FlinkEngine flink = new FlinkEngine(Map.of("mini-batch", miniBatch))) {
            for (String query : List.of("q1", "q5", "q17")) {
                expectSame(flink, query, false);
            }
        }
    }

    @Test
    void flinkSaysThatItDoesNotKnowAQuery() throws Exception {
        try (FlinkEngine flink = new FlinkEngine(Map.of())) {
            assertThatThrownBy(() -> flink.run(query("q6"), load(false)))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageStartingWith("Flink refuses it");
        }
    }

    private static void expectSame(Engine engine, String name, boolean loaded) throws Exception {
        Run found = engine.run(query(name), load(loaded));
        try (HandEngine hand = new HandEngine(Map.of())) {
            Run expected = hand.run(query(name), load(true));
            assertThat(found.ended()).isTrue();
            assertThat(found.events()).isEqualTo(expected.events());
            assertThat(found.rows()).as(name).isEqualTo(expected.rows());
            assertThat(found.checksum()).as(name).isEqualTo(expected.checksum());
        }
    }

    private static NexmarkQuery query(String name) {
        return NexmarkQuery.named(name).orElseThrow();
    }

    private static Load load(boolean loaded) {
        return new Load(EVENTS, 1, 1, true, loaded, PATIENCE_SECONDS);
    }
}
