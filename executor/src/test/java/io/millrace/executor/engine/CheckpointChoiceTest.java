package io.millrace.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.log.LogRecord;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.source.RelationInput;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckpointChoiceTest {
    private static final LogRecord RESTART = new LogRecord.Restarted(20, "v", 12);

    @Test
    void oneThatHoldsAQueryAsFailedThatWasRestartedSinceDoesNotLeadOn() {
        assertThat(leadsOn(checkpoint(15, "FAILED"), RESTART)).isFalse();
        assertThat(leadsOn(checkpoint(10, "RUNNING"), RESTART)).isTrue();
        assertThat(leadsOn(checkpoint(25, "FAILED"), RESTART)).isTrue();
        assertThat(leadsOn(checkpoint(15, "FAILED"), new LogRecord.Restarted(20, "w", 12)))
                .isTrue();
        assertThat(leadsOn(checkpoint(15, "FAILED"))).isTrue();
    }

    @Test
    void oneThatOvertookAnEpochWhichTheQueryFailedInDoesNotLeadOn() {
        assertThat(leadsOn(overtaking(15), RESTART)).isFalse();
        assertThat(leadsOn(overtaking(12), RESTART)).isTrue();
        assertThat(leadsOn(overtaking(20), RESTART)).isTrue();
        assertThat(leadsOn(overtaking(15), new LogRecord.Restarted(20, "w", 12)))
                .isTrue();
        assertThat(leadsOn(checkpoint(15, "RUNNING"), RESTART)).isTrue();
    }

    @Test
    void aQueryOfTheSameNameThatWasCreatedSinceIsAnotherOne() {
        assertThat(leadsOn(checkpoint(15, "FAILED"), new LogRecord.Dropped(16, Set.of("v")), RESTART))
                .isTrue();
        assertThat(leadsOn(checkpoint(15, "FAILED"), new LogRecord.Dropped(14, Set.of("v")), RESTART))
                .isFalse();
        assertThat(leadsOn(checkpoint(15, "FAILED"), RESTART, new LogRecord.Dropped(22, Set.of("v"))))
                .isFalse();
    }

    @Test
    void whatWasClosedAndNotPublishedBeforeItFailedIsLeftOutOfTheLog() {
        List<LogRecord> log =
                List.of(cut("v", 11), cut("v", 12), cut("v", 13), cut("w", 13), RESTART, cut("v", 21), cut("w", 21));
        assertThat(CheckpointChoice.withoutFailed(log))
                .containsExactly(cut("v", 11), cut("v", 12), cut("w", 13), RESTART, cut("v", 21), cut("w", 21));
        assertThat(CheckpointChoice.pauses(log)).isEqualTo(Map.of("v", List.of(new RelationInput.Pause(12, 20))));
    }

    private static boolean leadsOn(Manifest manifest, LogRecord... log) {
        return CheckpointChoice.leadingOn(List.of(log)).test(manifest);
    }

    private static LogRecord cut(String query, long epoch) {
        return new LogRecord.Cut(new QueryCut(query, epoch, 0, List.of()));
    }

    private static Manifest checkpoint(long epoch, String status) {
        return checkpoint(epoch, point(epoch, status));
    }

    /** Its query's state is of epoch 11. */
    private static Manifest overtaking(long epoch) {
        return checkpoint(epoch, point(11, "RUNNING").overtaken(List.of(new QueryCut("v", epoch, 0, List.of()))));
    }

    private static QueryPoint point(long epoch, String status) {
        return new QueryPoint(
                "v", new QueryCut("v", epoch, 0, List.of()), epoch, 0, status, null, 1, List.of(), null, null);
    }

    private static Manifest checkpoint(long epoch, QueryPoint point) {
        return new Manifest(
                Manifest.VERSION,
                epoch,
                null,
                epoch,
                1,
                0,
                0,
                List.of(),
                List.of(point),
                List.of(),
                List.of(),
                List.of());
    }
}
