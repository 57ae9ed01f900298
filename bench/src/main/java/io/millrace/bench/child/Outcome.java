package io.millrace.bench.child;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a child process found.
 *
 * @param failure why there are no figures; empty if there are
 * @param ended whether the measured run read all its events; otherwise it was stopped when its time was up
 * @param peakBytes most memory the process ever had resident; 0 if the system does not say
 * @param comparedRows rows of the run whose result is compared
 */
public record Outcome(
        String failure,
        String version,
        String settings,
        long events,
        boolean ended,
        double seconds,
        double cpuSeconds,
        long peakBytes,
        int checkpoints,
        long checkpointMedianMillis,
        long checkpointMaxMillis,
        long comparedRows,
        long comparedChecksum) {
    public static Outcome failed(String failure) {
        return new Outcome(failure, "", "", 0, false, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    public boolean succeeded() {
        return failure.isEmpty();
    }

    public double eventsPerSecond() {
        return events / seconds;
    }

    public double eventsPerCpuSecond() {
        return events / cpuSeconds;
    }

    void write(Path file) throws IOException {
        Map<String, String> fields = new HashMap<>();
        fields.put("failure", failure);
        fields.put("version", version);
        fields.put("settings", settings);
        fields.put("events", Long.toString(events));
        fields.put("ended", Boolean.toString(ended));
        fields.put("seconds", Double.toString(seconds));
        fields.put("cpuSeconds", Double.toString(cpuSeconds));
        fields.put("peakBytes", Long.toString(peakBytes));
        fields.put("checkpoints", Integer.toString(checkpoints));
        fields.put("checkpointMedianMillis", Long.toString(checkpointMedianMillis));
        fields.put("checkpointMaxMillis", Long.toString(checkpointMaxMillis));
        fields.put("comparedRows", Long.toString(comparedRows));
        fields.put("comparedChecksum", Long.toString(comparedChecksum));
        new Fields(fields).write(file);
    }

    public static Outcome read(Path file) throws IOException {
        Fields fields = Fields.read(file);
        return new Outcome(
                fields.text("failure"),
                fields.text("version"),
                fields.text("settings"),
                fields.number("events"),
                fields.flag("ended"),
                fields.decimal("seconds"),
                fields.decimal("cpuSeconds"),
                fields.number("peakBytes"),
                (int) fields.number("checkpoints"),
                fields.number("checkpointMedianMillis"),
                fields.number("checkpointMaxMillis"),
                fields.number("comparedRows"),
                fields.number("comparedChecksum"));
    }
}
