package io.millrace.server.system;

import static io.millrace.server.system.SystemRelation.bool;
import static io.millrace.server.system.SystemRelation.integer;
import static io.millrace.server.system.SystemRelation.number;
import static io.millrace.server.system.SystemRelation.optionalInstant;
import static io.millrace.server.system.SystemRelation.optionalInteger;
import static io.millrace.server.system.SystemRelation.optionalText;
import static io.millrace.server.system.SystemRelation.optionalTime;
import static io.millrace.server.system.SystemRelation.text;
import static io.millrace.server.system.SystemRelation.time;

import io.millrace.executor.engine.CheckpointInfo;
import io.millrace.executor.engine.LateCount;
import io.millrace.executor.engine.LateRow;
import io.millrace.executor.engine.QueryInfo;
import io.millrace.executor.engine.RejectedRow;
import io.millrace.executor.engine.SavepointInfo;
import io.millrace.executor.engine.StateInfo;
import io.millrace.spi.batch.JavaValues;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is at work: {@code sys.queries}, {@code sys.checkpoints}, {@code sys.savepoints}, {@code sys.sessions}, … */
final class RunningRelations {
    private static final SystemRelation QUERIES = SystemRelation.of(
            "sys.queries",
            "every running query, those of open results too",
            RunningRelations::queries,
            text("name"),
            text("kind"),
            text("state"),
            integer("parallelism"),
            number("epoch"),
            number("last_checkpoint_epoch"),
            number("rows_in"),
            number("rows_out"),
            number("rows_late"),
            number("rows_rejected"),
            optionalTime("watermark"),
            number("state_bytes"),
            time("started"),
            optionalText("error"),
            integer("restarts"),
            optionalInstant("next_restart"),
            optionalText("stopped_at"),
            text("statement"));

    private static final SystemRelation CHECKPOINTS = SystemRelation.of(
            "sys.checkpoints",
            "the checkpoints that are kept, are under way or were tried of late",
            RunningRelations::checkpoints,
            number("id"),
            text("state"),
            number("epoch"),
            number("timeline"),
            time("created"),
            number("duration_ms"),
            number("alignment_ms"),
            text("mode"),
            number("bytes"),
            number("bytes_new"),
            number("files"),
            optionalText("error"));

    private static final SystemRelation CHECKPOINT_QUERIES = SystemRelation.of(
            "sys.checkpoint_queries",
            "what each query that ran gave to a checkpoint, and how",
            RunningRelations::checkpointQueries,
            number("checkpoint"),
            text("query"),
            text("mode"),
            bool("async"),
            bool("incremental"),
            text("backend"),
            number("alignment_us"),
            number("freeze_us"),
            number("write_us"),
            number("bytes"),
            number("bytes_new"),
            number("files"),
            optionalText("remark"));

    private static final SystemRelation STATE = SystemRelation.of(
            "sys.state",
            "the state of views and pipelines by operator and key group, as of their newest checkpoints; reading it walks"
                    + " through all of it",
            RunningRelations::state,
            text("query"),
            text("operator"),
            text("state_table"),
            text("kind"),
            optionalInteger("key_group"),
            number("keys"),
            number("bytes"));

    private static final SystemRelation SAVEPOINTS = SystemRelation.of(
            "sys.savepoints",
            "the savepoints that were not released",
            RunningRelations::savepoints,
            text("name"),
            number("epoch"),
            number("timeline"),
            time("created"),
            number("bytes"),
            optionalText("queries"));

    private static final SystemRelation DISK = SystemRelation.of(
            "sys.disk",
            "the disk that the database lies on",
            RunningRelations::disk,
            text("directory"),
            number("usable_bytes"),
            number("warn_below_bytes"),
            bool("low"),
            bool("full"));

    private static final SystemRelation SAVEPOINT_POSITIONS = SystemRelation.of(
            "sys.savepoint_positions",
            "where each query had come to in its sources at a savepoint",
            RunningRelations::savepointPositions,
            text("savepoint"),
            text("query"),
            text("scan"),
            text("split"),
            number("split_offset"),
            number("split_count"));

    private static final SystemRelation REJECTED_ROWS = SystemRelation.of(
            "sys.rejected_rows",
            "the newest rows that were skipped because of on_error = 'skip'",
            RunningRelations::rejectedRows,
            text("query"),
            time("rejected"),
            text("place"),
            text("reason"),
            text("content"));

    private static final SystemRelation LATE_ROWS = SystemRelation.of(
            "sys.late_rows",
            "the newest rows left out because they were late, of views with 'late-rows' = 'keep'",
            RunningRelations::lateRows,
            text("query"),
            time("arrived"),
            text("place"),
            text("content"));

    private static final SystemRelation LATE_COUNTS = SystemRelation.of(
            "sys.late_counts",
            "how many late rows each scan of a running query has left out since it was started",
            RunningRelations::lateCounts,
            text("query"),
            text("place"),
            number("rows_late"));

    private static final SystemRelation SESSIONS = SystemRelation.of(
            "sys.sessions",
            "the open sessions",
            RunningRelations::sessions,
            text("id"),
            text("user_name"),
            text("schema_name"));

    static final List<SystemRelation> ALL = List.of(
            QUERIES,
            CHECKPOINTS,
            CHECKPOINT_QUERIES,
            STATE,
            SAVEPOINTS,
            SAVEPOINT_POSITIONS,
            DISK,
            REJECTED_ROWS,
            LATE_ROWS,
            LATE_COUNTS,
            SESSIONS);

    private RunningRelations() {}

    private static void queries(DatabaseState database, RowWriter out) {
        for (QueryInfo query : database.engine().queries()) {
            out.row(
                    query.name(),
                    query.kind(),
                    query.state(),
                    query.parallelism(),
                    query.epoch(),
                    query.lastCheckpointEpoch(),
                    query.rowsIn(),
                    query.rowsOut(),
                    query.rowsLate(),
                    query.rowsRejected(),
                    hasTime(query.watermarkMicros()) ? JavaValues.timestamp(query.watermarkMicros()) : null,
                    query.stateBytes(),
                    instant(query.startedMicros()),
                    query.error(),
                    query.restarts(),
                    query.nextRestartMicros() == 0 ? null : instant(query.nextRestartMicros()),
                    query.stoppedAt(),
                    query.statement());
        }
    }

    /** Neither none yet nor the end of the input. */
    private static boolean hasTime(long watermarkMicros) {
        return watermarkMicros != Long.MIN_VALUE && watermarkMicros != Long.MAX_VALUE;
    }

    private static void checkpoints(DatabaseState database, RowWriter out) {
        for (CheckpointInfo checkpoint : database.engine().checkpoints()) {
            out.row(
                    checkpoint.id(),
                    checkpoint.state().name(),
                    checkpoint.epoch(),
                    checkpoint.timeline(),
                    instant(checkpoint.createdMicros()),
                    checkpoint.durationMillis(),
                    checkpoint.alignMicros() / 1_000,
                    checkpoint.queries().stream()
                            .map(CheckpointInfo.QueryShare::mode)
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", ")),
                    checkpoint.bytes(),
                    checkpoint.freshBytes(),
                    checkpoint.files(),
                    checkpoint.error());
        }
    }

    private static void checkpointQueries(DatabaseState database, RowWriter out) {
        for (CheckpointInfo checkpoint : database.engine().checkpoints()) {
            for (CheckpointInfo.QueryShare share : checkpoint.queries()) {
                out.row(
                        checkpoint.id(),
                        share.query(),
                        share.mode(),
                        share.async(),
                        share.incremental(),
                        share.backend(),
                        share.alignMicros(),
                        share.freezeMicros(),
                        share.writeMicros(),
                        share.bytes(),
                        share.freshBytes(),
                        share.files(),
                        share.remark());
            }
        }
    }

    private static void state(DatabaseState database, RowWriter out) {
        for (StateInfo state : database.engine().state()) {
            out.row(
                    state.query(),
                    state.operator(),
                    state.table(),
                    state.kind().name().toLowerCase(Locale.ROOT),
                    state.keyGroup(),
                    state.keys(),
                    state.bytes());
        }
    }

    private static void savepoints(DatabaseState database, RowWriter out) {
        for (SavepointInfo savepoint : database.engine().savepoints()) {
            out.row(
                    savepoint.name(),
                    savepoint.epoch(),
                    savepoint.timeline(),
                    instant(savepoint.createdMicros()),
                    savepoint.bytes(),
                    savepoint.queries().isEmpty() ? null : String.join(", ", savepoint.queries()));
        }
    }

    private static void disk(DatabaseState database, RowWriter out) {
        database.engine()
                .disk()
                .ifPresent(disk -> out.row(
                        disk.directory().toString(),
                        disk.usableBytes(),
                        disk.warnBelowBytes(),
                        disk.low(),
                        disk.full()));
    }

    private static void savepointPositions(DatabaseState database, RowWriter out) {
        for (SavepointInfo savepoint : database.engine().savepoints()) {
            for (SavepointInfo.Position position : savepoint.positions()) {
                out.row(
                        savepoint.name(),
                        position.query(),
                        position.scan(),
                        position.split(),
                        position.offset(),
                        position.count());
            }
        }
    }

    private static void rejectedRows(DatabaseState database, RowWriter out) {
        for (RejectedRow row : database.engine().rejectedRows()) {
            out.row(row.query(), instant(row.timeMicros()), row.where(), row.what(), row.row());
        }
    }

    private static void lateRows(DatabaseState database, RowWriter out) {
        for (LateRow row : database.engine().lateRows()) {
            out.row(row.query(), instant(row.timeMicros()), row.scan(), row.row());
        }
    }

    private static void lateCounts(DatabaseState database, RowWriter out) {
        for (LateCount count : database.engine().lateCounts()) {
            out.row(count.query(), count.scan(), count.rows());
        }
    }

    private static void sessions(DatabaseState database, RowWriter out) {
        for (DatabaseState.SessionRow session : database.sessions()) {
            out.row(session.id(), session.user(), session.schema());
        }
    }

    private static OffsetDateTime instant(long micros) {
        return JavaValues.timestamp(micros).atOffset(ZoneOffset.UTC);
    }
}
