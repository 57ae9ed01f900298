package io.millrace.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every script of {@code queries} gives its {@code .out}: in memory, durable (closed and opened again at {@code -- reopen}) and
 * through a server, at parallelism 1 and 4. {@code -Dgolden.update=true} writes the {@code .out} anew from the first of these.
 */
class QueryScriptsTest {
    private static final Path QUERIES = Path.of("src/test/resources/queries");

    @TempDir
    private Path directory;

    static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(QUERIES)) {
            List<Path> scripts = files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> file.toString().contains(System.getProperty("script", "")))
                    .sorted()
                    .toList();
            return scripts.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void givesWhatIsExpectedInMemory(Path file) throws Exception {
        Script script = Script.read(file);
        try (ScriptRun.Place place = Places.memory(script.name() + "-1", 1)) {
            expect(file, ScriptRun.of(script, place), Boolean.getBoolean("golden.update"));
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void givesTheSameInParallel(Path file) throws Exception {
        Script script = Script.read(file);
        try (ScriptRun.Place place = Places.memory(script.name() + "-4", 4)) {
            expect(file, ScriptRun.of(script, place), false);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void givesTheSameDurableAndReopened(Path file) throws Exception {
        try (ScriptRun.Place place = Places.durable(directory, 2)) {
            expect(file, ScriptRun.of(Script.read(file), place), false);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void givesTheSameThroughAServer(Path file) throws Exception {
        try (ScriptRun.Place place = Places.remote(directory, 4)) {
            expect(file, ScriptRun.of(Script.read(file), place), false);
        }
    }

    private static void expect(Path file, String found, boolean update) throws IOException {
        Path expected = file.resolveSibling(file.getFileName().toString().replaceFirst("sql$", "out"));
        if (update) {
            Files.writeString(expected, found);
        }
        List<String> foundLines = found.lines().toList();
        List<String> expectedLines = Files.readString(expected).lines().toList();
        for (int i = 0; i < Math.min(foundLines.size(), expectedLines.size()); i++) {
            assertThat(foundLines.get(i)).as("%s, line %d", expected, i + 1).isEqualTo(expectedLines.get(i));
        }
        assertThat(foundLines).as("%s", expected).hasSameSizeAs(expectedLines);
    }
}
