package io.millrace.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.clock.SystemClock;
import io.millrace.server.avatica.AvaticaEndpoint;
import io.millrace.server.database.EngineOpener;
import io.millrace.server.session.Database;
import io.millrace.server.session.DatabaseLocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of {@code examples} compile as they stand, and print what they promise. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples");

    @TempDir
    private Path directory;

    @Test
    void theEmbeddedOneFollowsItsView() throws Exception {
        assertThat(run("embedded/EmbeddedExample", "jdbc:millrace:"))
                .containsExactly(
                        "ann 3 30.00", "bob 3 22.50", "+ ann 30.00", "+ bob 22.50", "- bob 22.50", "+ bob 25.00");
    }

    @Test
    void theEmbeddedOneWorksOnADirectory() throws Exception {
        assertThat(run("embedded/EmbeddedExample", "jdbc:millrace:file:" + directory.resolve("data")))
                .hasSize(6);
    }

    @Test
    void theFunctionIsCalledFromAView() throws Exception {
        assertThat(run("functions/FunctionExample", "jdbc:millrace:"))
                .containsExactly(
                        "3 trips, 6732 km, 54 degrees",
                        "2 trips, 760 km, 5 degrees",
                        "stop 1: depot",
                        "stop 2: 1",
                        "stop 3: 2");
    }

    @Test
    void theRemoteOneRollsBackItsMistake() throws Exception {
        Database database = new EngineOpener().open(new DatabaseLocation.PrivateMemory());
        AvaticaEndpoint endpoint = new AvaticaEndpoint(database, new SystemClock());
        endpoint.start("127.0.0.1", 0);
        try {
            assertThat(run("remote/RemoteExample", "jdbc:millrace://127.0.0.1:" + endpoint.port() + "/"))
                    .containsExactly("pieces: 15", "a mistake changed 2 rows, pieces: 0", "rolled back, pieces: 15");
        } finally {
            endpoint.stop();
            database.close();
        }
    }

    /** Compiles the program, without anything but the JDK unless it has functions, and runs it in a process of its own. */
    private List<String> run(String program, String url) throws Exception {
        Path classes = directory.resolve("classes");
        Path source = EXAMPLES.resolve(program + ".java");
        String library = program.startsWith("functions/") ? System.getProperty("java.class.path") : "";
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), "-cp", library, source.toString());
        assertThat(compiled).isZero();
        Path errors = directory.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        classes + ":" + System.getProperty("java.class.path"),
                        program.substring(program.indexOf('/') + 1),
                        url)
                .redirectError(errors.toFile()) // newer JDKs warn there of what libraries do
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output + Files.readString(errors)).isZero();
        return output.lines().toList();
    }
}
