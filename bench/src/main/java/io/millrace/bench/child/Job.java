package io.millrace.bench.child;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a child process measures.
 *
 * @param engine name of the class of the engine, which has a constructor from a map of settings
 * @param comparedEvents events of the run whose result is compared
 * @param loadedEvents events that are loaded beforehand and read again and again; 0 if they are made while the query runs
 */
public record Job(
        String engine,
        Map<String, String> settings,
        String query,
        int parallelism,
        double seconds,
        double warmUpSeconds,
        long comparedEvents,
        long loadedEvents) {
    private static final String SETTING = "setting.";

    public Job {
        settings = Map.copyOf(settings);
    }

    public void write(Path file) throws IOException {
        Map<String, String> fields = new HashMap<>();
        fields.put("engine", engine);
        fields.put("query", query);
        fields.put("parallelism", Integer.toString(parallelism));
        fields.put("seconds", Double.toString(seconds));
        fields.put("warmUpSeconds", Double.toString(warmUpSeconds));
        fields.put("comparedEvents", Long.toString(comparedEvents));
        fields.put("loadedEvents", Long.toString(loadedEvents));
        settings.forEach((name, value) -> fields.put(SETTING + name, value));
        new Fields(fields).write(file);
    }

    static Job read(Path file) throws IOException {
        Fields fields = Fields.read(file);
        Map<String, String> settings = fields.values().entrySet().stream()
                .filter(field -> field.getKey().startsWith(SETTING))
                .collect(Collectors.toMap(field -> field.getKey().substring(SETTING.length()), Map.Entry::getValue));
        return new Job(
                fields.text("engine"),
                settings,
                fields.text("query"),
                (int) fields.number("parallelism"),
                fields.decimal("seconds"),
                fields.decimal("warmUpSeconds"),
                fields.number("comparedEvents"),
                fields.number("loadedEvents"));
    }
}
