package io.millrace.bench.millrace;

import io.millrace.bench.engine.Stopwatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What was seen of a pipeline at work until it ended or time was up.
 *
 * @param rowsIn rows it had read
 * @param checkpointMillis how long each checkpoint took
 */
record PipelineWatch(boolean ended, long rowsIn, double seconds, double cpuSeconds, List<Long> checkpointMillis) {
    private static final long LOOK_MILLIS = 50;
    private static final int LOOKS_PER_CHECKPOINT_LOOK = 10;

    PipelineWatch {
        checkpointMillis = List.copyOf(checkpointMillis);
    }

    /** @param rowsAtEnd after so many rows it is at its end too, although it does not say so */
    static PipelineWatch until(
            Connection connection, String pipeline, Stopwatch watch, long rowsAtEnd, double secondsMax)
            throws SQLException, InterruptedException {
        Map<Long, Long> checkpoints = new TreeMap<>();
        try (PreparedStatement state = connection.prepareStatement(
                        "SELECT state, error, rows_in FROM sys.queries WHERE name = 'public." + pipeline + "'");
                PreparedStatement taken = connection.prepareStatement(
                        "SELECT id, duration_ms FROM sys.checkpoints WHERE state = 'COMPLETED'")) {
            boolean ended = false;
            long rowsIn = 0;
            double seconds = 0;
            double cpuSeconds = 0;
            for (int look = 1; !ended && seconds < secondsMax; look++) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                try (ResultSet row = state.executeQuery()) {
                    seconds = watch.seconds();
                    cpuSeconds = watch.cpuSeconds();
                    row.next();
                    rowsIn = row.getLong(3);
                    ended = ended(row.getString(1), row.getString(2)) || rowsIn >= rowsAtEnd;
                }
                if (ended || look % LOOKS_PER_CHECKPOINT_LOOK == 0) {
                    lookAtCheckpoints(taken, checkpoints);
                }
            }
            return new PipelineWatch(ended, rowsIn, seconds, cpuSeconds, new ArrayList<>(checkpoints.values()));
        }
    }

    private static boolean ended(String state, String error) throws SQLException {
        return switch (state) {
            case "FINISHED" -> true;
            case "RUNNING" -> false;
            default -> throw new SQLException("the pipeline has failed: " + error);
        };
    }

    private static void lookAtCheckpoints(PreparedStatement taken, Map<Long, Long> checkpoints) throws SQLException {
        try (ResultSet rows = taken.executeQuery()) {
            while (rows.next()) {
                checkpoints.put(rows.getLong(1), rows.getLong(2));
            }
        }
    }
}
