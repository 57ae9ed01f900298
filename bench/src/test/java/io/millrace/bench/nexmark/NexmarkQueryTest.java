package io.millrace.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.nexmark.EventKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NexmarkQueryTest {
    @Test
    void countsTheTablesThatAQueryReads() {
        assertThat(NexmarkQuery.named("q3").orElseThrow().reads())
                .isEqualTo(List.of(EventKind.PERSON, EventKind.AUCTION));
        assertThat(NexmarkQuery.named("q4").orElseThrow().reads()).isEqualTo(List.of(EventKind.AUCTION, EventKind.BID));
        assertThat(NexmarkQuery.named("q5").orElseThrow().reads()).isEqualTo(List.of(EventKind.BID));
        assertThat(NexmarkQuery.named("q8").orElseThrow().reads())
                .isEqualTo(List.of(EventKind.PERSON, EventKind.AUCTION));
        assertThat(NexmarkQuery.named("q6").orElseThrow().reads()).isEqualTo(List.of(EventKind.AUCTION, EventKind.BID));
        assertThat(NexmarkQuery.named("q9").orElseThrow().reads()).isEqualTo(List.of(EventKind.AUCTION, EventKind.BID));
        assertThat(NexmarkQuery.named("q20").orElseThrow().reads())
                .isEqualTo(List.of(EventKind.AUCTION, EventKind.BID));
        // A list of columns names the auction, too.
        assertThat(NexmarkQuery.named("q18").orElseThrow().reads()).isEqualTo(List.of(EventKind.BID));
    }
}
