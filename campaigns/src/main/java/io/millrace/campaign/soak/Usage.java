package io.millrace.campaign.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What a process has of the machine at one moment, as {@code /proc} says. */
record Usage(long memoryBytes, long threads, long openFiles, long diskBytes) {
    static Usage of(long pid, Path data) throws IOException {
        Path proc = Path.of("/proc/" + pid);
        long memory = 0;
        long threads = 0;
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            String[] words = line.split("\\s+", -1);
            if (words[0].equals("VmRSS:")) {
                memory = Long.parseLong(words[1]) << 10;
            } else if (words[0].equals("Threads:")) {
                threads = Long.parseLong(words[1]);
            }
        }
        try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
            return new Usage(memory, threads, files.count(), bytes(data));
        }
    }

    /** As {@code du} has it: a file with two names counts once. Files come and go meanwhile. */
    private static long bytes(Path directory) throws IOException {
        List<Path> folders = new ArrayList<>(List.of(directory));
        Map<Object, Long> files = new HashMap<>();
        while (!folders.isEmpty()) {
            Path folder = folders.remove(folders.size() - 1);
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path entry : entries.toList()) {
                    if (Files.isDirectory(entry)) {
                        folders.add(entry);
                    } else {
                        files.put(Files.getAttribute(entry, "unix:ino"), Files.size(entry));
                    }
                }
            } catch (NoSuchFileException e) {
                continue;
            }
        }
        return files.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The middle one of each. */
    static Usage median(Collection<Usage> all) {
        return new Usage(
                median(all, Usage::memoryBytes),
                median(all, Usage::threads),
                median(all, Usage::openFiles),
                median(all, Usage::diskBytes));
    }

    private static long median(Collection<Usage> all, ToLongFunction<Usage> value) {
        return all.stream()
                .mapToLong(value)
                .sorted()
                .skip(all.size() / 2)
                .findFirst()
                .orElse(0);
    }
}
