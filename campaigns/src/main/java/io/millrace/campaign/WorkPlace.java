package io.millrace.campaign;

import io.millrace.campaign.process.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a campaign keeps its files: a directory that is given, or one that goes away if all went well. */
final class WorkPlace {
    private WorkPlace() {}

    static Path open(Optional<Path> given, String prefix) throws IOException {
        return given.isPresent()
                ? Files.createDirectories(given.get()).toAbsolutePath()
                : Files.createTempDirectory(prefix);
    }

    /** Prints it; the exit code. */
    static int verdict(List<String> findings, Path directory, boolean temporary, PrintWriter out) throws IOException {
        findings.forEach(finding -> out.println("WRONG: " + finding));
        out.println(findings.isEmpty() ? "PASSED" : "FAILED; logs and data are in " + directory);
        out.flush();
        if (findings.isEmpty() && temporary) {
            Trees.delete(directory);
        }
        return findings.isEmpty() ? 0 : 1;
    }
}
