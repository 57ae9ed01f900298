package io.millrace.campaign.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of faults: {@code == name}, a line that describes it, {@code @ file}, then lines that stand there ({@code - }) and lines
 * that take their place ({@code + }).
 */
public final class PlantedFaults {
    private static final String LIST = "faults.txt";

    private PlantedFaults() {}

    public static List<PlantedFault> all() {
        try (InputStream in = PlantedFaults.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException(LIST + " is missing");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<PlantedFault> parse(String text) {
        List<PlantedFault> faults = new ArrayList<>();
        String[] parts = text.split("(?m)^== ");
        for (int i = 1; i < parts.length; i++) {
            faults.add(fault(parts[i].lines().toList()));
        }
        return faults;
    }

    private static PlantedFault fault(List<String> lines) {
        StringBuilder sound = new StringBuilder();
        StringBuilder faulty = new StringBuilder();
        for (String line : lines.subList(3, lines.size())) {
            if (line.startsWith("- ")) {
                sound.append(line, 2, line.length()).append('\n');
            } else if (line.startsWith("+ ")) {
                faulty.append(line, 2, line.length()).append('\n');
            } else if (!line.isBlank()) {
                throw new IllegalStateException("what is \"" + line + "\" in fault " + lines.get(0) + "?");
            }
        }
        return new PlantedFault(
                lines.get(0).strip(),
                lines.get(1).strip(),
                lines.get(2).substring(2).strip(),
                sound.toString(),
                faulty.toString());
    }
}
