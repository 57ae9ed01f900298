package io.millrace.executor.operator.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.Standalone;
import io.millrace.plan.node.NodeId;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentListTest {
    @Test
    void whatGrowsIsWrittenAnewOnlyAFewTimes() {
        try (Standalone context = Standalone.open(new NodeId("match-1"))) {
            Segments segments = new Segments("rows", List.of(Plans.BIGINT), new int[] {0}, context.state());
            BatchBuilder key = new BatchBuilder(List.of(Plans.BIGINT), 1);
            key.longs(0).append(7);
            key.endRow();
            RowBatch keys = key.build();
            Segments.OfPartition pieces = segments.new OfPartition(keys, 0);
            SegmentList list = new SegmentList();
            Random random = new Random(Long.getLong("millrace.seed", 1));
            long base = 0;
            long end = 0;
            long written = 0;
            for (int epoch = 0; epoch < 5_000; epoch++) {
                end += random.nextInt(20);
                base = epoch > 3_000 ? Math.max(base, end - 10_000) : 0;
                list.dropBefore(base, pieces);
                if (list.isDue(base, end)) {
                    SegmentList.Segment grown = list.grow(base, end, pieces);
                    pieces.write(grown.number(), new byte[(int) (grown.to() - grown.from())]);
                    written += grown.to() - grown.from();
                }
                requireWhole(list, base, end, pieces);
                segments.endEpoch();
            }
            assertThat(written).as("rows written of " + end).isLessThan(8 * end);
            list.clear(pieces);
            assertThat(list.segments()).isEmpty();
        }
    }

    private static void requireWhole(SegmentList list, long base, long end, Segments.OfPartition pieces) {
        long position = base;
        for (SegmentList.Segment segment : list.segments()) {
            assertThat(segment.from()).isLessThanOrEqualTo(position);
            assertThat(segment.to()).isGreaterThan(position);
            assertThat(pieces.read(segment.number())).hasSize((int) (segment.to() - segment.from()));
            position = segment.to();
        }
        assertThat(end - position).isLessThanOrEqualTo(SegmentList.REST_MAX);
        assertThat(list.segments().size()).isLessThan(16);
    }
}
