package io.millrace.executor.operator.window;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.TimeBuckets;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeBucketsOperatorTest {
    private static final RowType TYPE = Plans.row(Plans.VARCHAR, Plans.BIGINT);

    private static OperatorHarness harness(long bucket, long lower, long upper) {
        PhysicalNode input = Plans.updating(TYPE);
        return new OperatorHarness(
                new TimeBuckets(
                        new NodeId("buckets-1"),
                        input.id(),
                        1,
                        bucket,
                        lower,
                        upper,
                        Plans.properties(Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT))),
                input);
    }

    @Test
    void putsEachRowIntoTheBucketOfItsTime() {
        harness(10, 0, 0)
                .input(insert("a", 0L), insert("b", 9L), insert("c", -1L), insert("d", null), delete("a", 0L))
                .expect(insert("b", 9L, 0L), insert("c", -1L, -10L), insert("d", null, null))
                .run();
    }

    @Test
    void putsEachRowIntoEveryBucketOfItsRange() {
        harness(10, -10, 0)
                .input(insert("a", 5L), insert("b", 10L), insert("d", null))
                .expect(
                        insert("a", 5L, -10L),
                        insert("a", 5L, 0L),
                        insert("b", 10L, 0L),
                        insert("b", 10L, 10L),
                        insert("d", null, null))
                .run();
    }

    /** Left rows have one bucket; a right row must come once in it wherever left − right is in the interval. */
    @Test
    void pairsInsideTheIntervalShareABucket() {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        for (int round = 0; round < 20; round++) {
            long lower = random.nextInt(60) - 30L;
            long upper = lower + random.nextInt(30);
            long bucket = Math.max(1, upper - lower + random.nextInt(3));
            long time = random.nextInt(200) - 100L;
            List<Change> expected = new ArrayList<>();
            List<Long> buckets = new ArrayList<>();
            for (long left = time + lower; left <= time + upper; left++) {
                long start = Math.floorDiv(left, bucket) * bucket;
                if (!buckets.contains(start)) {
                    buckets.add(start);
                    expected.add(insert("a", time, start));
                }
            }
            assertThat(buckets).hasSizeLessThanOrEqualTo(2);
            harness(bucket, lower, upper)
                    .input(insert("a", time))
                    .expect(expected)
                    .run();
        }
    }
}
