package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.log.LogRecord;
import io.millrace.executor.source.RelationInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * From which checkpoints the log leads to where the database was. One that holds a query as failed does not have what that would begin
 * again with: if somebody has begun it again since, only an older one leads there.
 */
final class CheckpointChoice {
    private static final String FAILED = "FAILED";

    private CheckpointChoice() {}

    /** Whether the log can be repeated behind a checkpoint. */
    static Predicate<Manifest> leadingOn(List<LogRecord> log) {
        List<LogRecord> restarts = log.stream()
                .filter(record -> record instanceof LogRecord.Restarted || record instanceof LogRecord.Dropped)
                .toList();
        return manifest -> manifest.queries().stream()
                .noneMatch(
                        point -> point.status().equals(FAILED) && isRestarted(point.query(), manifest.epoch(), restarts)
                                || point.isOvertaken() && failedBefore(point.query(), manifest.epoch(), restarts));
    }

    /** Whether a query never reached an epoch whose barrier was overtaken: it had failed before that, and was restarted behind it. */
    private static boolean failedBefore(String query, long epoch, List<LogRecord> restarts) {
        return restarts.stream()
                .anyMatch(record -> record instanceof LogRecord.Restarted restarted
                        && restarted.query().equals(query)
                        && restarted.published() < epoch
                        && epoch < restarted.epoch());
    }

    private static boolean isRestarted(String query, long after, List<LogRecord> restarts) {
        for (LogRecord record : restarts) {
            if (record.epoch() <= after) {
                continue;
            } else if (record instanceof LogRecord.Dropped dropped
                    && dropped.names().contains(query)) {
                return false;
            } else if (record instanceof LogRecord.Restarted restarted
                    && restarted.query().equals(query)) {
                return true;
            }
        }
        return false;
    }

    /** When each query had failed, until it was begun again. */
    static Map<String, List<RelationInput.Pause>> pauses(List<LogRecord> log) {
        Map<String, List<RelationInput.Pause>> pauses = new HashMap<>();
        for (LogRecord record : log) {
            if (record instanceof LogRecord.Restarted restarted) {
                pauses.computeIfAbsent(restarted.query(), query -> new ArrayList<>())
                        .add(new RelationInput.Pause(restarted.published(), restarted.epoch()));
            }
        }
        return pauses;
    }

    static boolean holdsFailed(Manifest manifest, String query) {
        return manifest.queries().stream()
                .anyMatch(point -> point.query().equals(query) && point.status().equals(FAILED));
    }

    /** The log without what came to nothing because a query failed in it. */
    static List<LogRecord> withoutFailed(List<LogRecord> log) {
        List<LogRecord.Restarted> restarts = log.stream()
                .filter(LogRecord.Restarted.class::isInstance)
                .map(LogRecord.Restarted.class::cast)
                .toList();
        if (restarts.isEmpty()) {
            return log;
        }
        List<LogRecord> others = new ArrayList<>(log);
        others.removeIf(record -> record instanceof LogRecord.Cut cut
                && restarts.stream()
                        .anyMatch(restart -> restart.query().equals(cut.cut().query())
                                && cut.epoch() > restart.published()
                                && cut.epoch() <= restart.epoch()));
        return others;
    }
}
