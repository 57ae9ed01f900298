package io.millrace.campaign.point;

import java.util.Locale;
import java.util.regex.Pattern;

/** A named moment in a server's life, as what happens to a file of its database ({@code data}) or its sinks. */
public enum CrashPoint {
    BEFORE_LOG_SYNC(During.RUN, false, Operation.SYNC, "data/log/\\d+\\.log"),
    AFTER_LOG_SYNC(During.RUN, true, Operation.SYNC, "data/log/\\d+\\.log"),
    /** All tasks have written their share, none of it is synced for sure. */
    STATE_FILES_WRITTEN(During.RUN, false, Operation.SYNC, "data/checkpoints/chk-\\d+/(state|tables)/.*"),
    BEFORE_MANIFEST_RENAME(During.RUN, false, Operation.MOVE, "data/checkpoints/chk-\\d+/manifest\\.json"),
    /** The checkpoint exists, its folder is not synced, its sinks have not committed. */
    AFTER_MANIFEST_RENAME(During.RUN, true, Operation.MOVE, "data/checkpoints/chk-\\d+/manifest\\.json"),
    OLD_CHECKPOINT_HALF_REMOVED(During.RUN, true, Operation.DELETE, "data/checkpoints/chk-\\d+/(state|tables)/.*"),
    /** A writer has prepared its part for a checkpoint. */
    SINK_PREPARED(During.RUN, true, Operation.MOVE, "sinks/.*\\.prepared"),
    BEFORE_SINK_COMMIT(During.RUN, false, Operation.MOVE, "sinks/.*/\\.committed-[^/]*(?<!\\.tmp)"),
    /** It is decided, and no part is visible yet. */
    AFTER_SINK_COMMIT(During.RUN, true, Operation.MOVE, "sinks/.*/\\.committed-[^/]*(?<!\\.tmp)"),
    /** The definition of a view is on its way into the log. */
    DEFINITION_BEFORE_LOG_SYNC(During.DEFINITION, false, Operation.SYNC, "data/log/\\d+\\.log"),
    DEFINITION_AFTER_LOG_SYNC(During.DEFINITION, true, Operation.SYNC, "data/log/\\d+\\.log"),
    SAVEPOINT_BEFORE_RENAME(During.SAVEPOINT, false, Operation.MOVE, "data/savepoints/.*/manifest\\.json"),
    /** All is stopped, nothing rolled back. */
    ROLLBACK_BEFORE_RENAME(During.ROLLBACK, false, Operation.MOVE, "data/checkpoints/chk-\\d+/manifest\\.json"),
    ROLLBACK_AFTER_RENAME(During.ROLLBACK, true, Operation.MOVE, "data/checkpoints/chk-\\d+/manifest\\.json"),
    ROLLBACK_RESTORING(During.ROLLBACK, true, Operation.CREATE, "data/work/.*"),
    /** The log is read, nothing is replayed. */
    RECOVERY_BEFORE_REPLAY(During.RECOVERY, true, Operation.READ, "data/log/\\d+\\.log"),
    RECOVERY_RESTORING(During.RECOVERY, true, Operation.CREATE, "data/work/.*"),
    /** All that the log holds is replayed, and it is about to be written on. */
    RECOVERY_AFTER_REPLAY(During.RECOVERY, false, Operation.CREATE, "data/log/\\d+\\.log");

    /** It makes sure that the savepoint is sound. No checkpoint is under way any more. */
    private static final Pattern ROLLBACK_BEGINS = Pattern.compile("data/savepoints/[^/]*/(state|tables)/.*");

    private final During during;
    private final boolean after;
    private final Operation operation;
    private final Pattern file;

    CrashPoint(During during, boolean after, Operation operation, String file) {
        this.during = during;
        this.after = after;
        this.operation = operation;
        this.file = Pattern.compile(file);
    }

    /** What the server does meanwhile. */
    public enum During {
        RUN,
        DEFINITION,
        SAVEPOINT,
        ROLLBACK,
        RECOVERY
    }

    public During during() {
        return during;
    }

    /** How often in one go the server comes to it at least, so that it may be killed any of these times. */
    public int timesMin() {
        return switch (this) {
            case BEFORE_LOG_SYNC, AFTER_LOG_SYNC -> 20;
            case STATE_FILES_WRITTEN -> 15;
            case BEFORE_MANIFEST_RENAME, AFTER_MANIFEST_RENAME, SINK_PREPARED, BEFORE_SINK_COMMIT, AFTER_SINK_COMMIT ->
                3;
            case OLD_CHECKPOINT_HALF_REMOVED, ROLLBACK_RESTORING, RECOVERY_RESTORING -> 8;
            case DEFINITION_BEFORE_LOG_SYNC,
                    DEFINITION_AFTER_LOG_SYNC,
                    SAVEPOINT_BEFORE_RENAME,
                    ROLLBACK_BEFORE_RENAME,
                    ROLLBACK_AFTER_RENAME,
                    RECOVERY_BEFORE_REPLAY,
                    RECOVERY_AFTER_REPLAY -> 1;
        };
    }

    /** Whether what it belongs to begins with that; other checkpoints pass the same files. */
    boolean begins(Operation done, String name) {
        return during != During.ROLLBACK
                || done == Operation.READ && ROLLBACK_BEGINS.matcher(name).matches();
    }

    boolean isAt(boolean isAfter, Operation done, String name) {
        return after == isAfter && operation == done && file.matcher(name).matches();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
