package io.millrace.executor.operator.row;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.harness.Batches;
import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetChangesTest {
    private static final RowType TYPE = Plans.row(Plans.VARCHAR, Plans.BIGINT);

    private static List<Change> drain(Emission emission) {
        List<Change> changes = new ArrayList<>();
        for (RowBatch batch = emission.next(); batch != null; batch = emission.next()) {
            changes.addAll(Batches.read(batch, TYPE));
        }
        return changes;
    }

    private static void add(NetChanges net, Change... changes) {
        net.add(Batches.of(TYPE, Arrays.asList(changes), true));
    }

    @Test
    void failsBeforeMemoryDoes() {
        NetChanges net = new NetChanges(TYPE, new HeldRows(10_000, 0));
        String text = "x".repeat(300);
        for (int epoch = 0; epoch < 3; epoch++) {
            for (int i = 0; i < 30; i++) {
                add(net, insert(text, 1L));
            }
            assertThat(drain(net.net())).hasSize(30);
        }
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 40; i++) {
                        add(net, insert(text, 1L));
                    }
                })
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.sqlState()).isEqualTo(SqlState.OUT_OF_MEMORY));
    }

    @Test
    void cancelsInsertsAndDeletesOfARow() {
        NetChanges net = new NetChanges(TYPE);
        add(net, insert("a", 1L), delete("b", 2L), insert(null, null));
        add(net, insert("b", 2L), insert("b", 2L), delete("a", 1L), delete("c", null), insert("c", 1L));
        assertThat(drain(net.net()))
                .containsExactly(delete("c", null), insert(null, null), insert("b", 2L), insert("c", 1L));
        assertThat(net.isEmpty()).isTrue();
    }

    @Test
    void keepsCopies() {
        NetChanges net = new NetChanges(TYPE);
        add(net, insert("a", 1L), insert("a", 1L), delete("b", 1L), delete("b", 1L), delete("b", 1L), insert("b", 1L));
        assertThat(drain(net.net()))
                .containsExactly(delete("b", 1L), delete("b", 1L), insert("a", 1L), insert("a", 1L));
        add(net, delete("a", 1L));
        assertThat(drain(net.net())).containsExactly(delete("a", 1L));
        assertThat(drain(net.net())).isEmpty();
    }

    @Test
    void agreesWithPlainSums() {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        NetChanges net = new NetChanges(TYPE);
        for (int epoch = 0; epoch < 50; epoch++) {
            List<Change> all = new ArrayList<>();
            int deletePercent = random.nextInt(3) * 30;
            for (int batch = random.nextInt(6); batch > 0; batch--) {
                List<Change> changes = new ArrayList<>();
                for (int i = random.nextInt(1_500); i >= 0; i--) {
                    int weight = random.nextInt(100) < deletePercent ? -1 : 1;
                    changes.add(new Change(
                            weight, Arrays.asList("k" + random.nextInt(10), (long) random.nextInt(1 + epoch * epoch))));
                }
                net.add(Batches.of(TYPE, changes, random.nextBoolean()));
                all.addAll(changes);
            }
            List<Change> drained = drain(net.net());
            assertThat(OperatorHarness.net(drained)).isEqualTo(OperatorHarness.net(all));
            assertThat(drained)
                    .hasSize(OperatorHarness.net(all).values().stream()
                            .mapToInt(Math::abs)
                            .sum());
            List<Integer> weights = drained.stream().map(Change::weight).toList();
            assertThat(weights).isSorted();
        }
    }
}
