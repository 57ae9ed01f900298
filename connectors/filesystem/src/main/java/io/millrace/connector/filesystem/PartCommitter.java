package io.millrace.connector.filesystem;

import io.millrace.spi.connector.SinkCommitter;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes prepared files visible by renaming them. A file that is not there any more has its visible name already: that is how
 * a commit can be repeated.
 */
final class PartCommitter implements SinkCommitter {
    private final Path folder;
    private final String extension;

    PartCommitter(Path folder, String extension) {
        this.folder = folder;
        this.extension = extension;
    }

    @Override
    public void commit(String query, long timeline, long epoch, List<String> commits) {
        PartNames names = new PartNames(query, extension);
        try {
            for (String commit : commits) {
                int tab = commit.indexOf('\t');
                if (tab < 0) {
                    throw MillraceException.internal("'" + commit + "' is not what a writer prepared");
                }
                Path prepared = folder.resolve(commit.substring(0, tab));
                if (Files.exists(prepared)) {
                    int task = Integer.parseInt(commit.substring(tab + 1));
                    Files.move(prepared, free(names, timeline, epoch, task), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            if (!commits.isEmpty()) {
                Folders.force(folder);
            }
        } catch (IOException e) {
            throw FileErrors.of("rename files in", folder.toString(), e);
        }
    }

    @Override
    public void cleanUp(String query, long timeline, long epoch) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        PartNames names = new PartNames(query, extension);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (names.isInProgress(String.valueOf(file.getFileName()))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw FileErrors.of("remove files in", folder.toString(), e);
        }
    }

    /** Nothing visible is ever overwritten. */
    private Path free(PartNames names, long timeline, long epoch, int task) {
        int copy = 0;
        Path file = folder.resolve(names.visible(timeline, epoch, task, copy));
        while (Files.exists(file)) {
            file = folder.resolve(names.visible(timeline, epoch, task, ++copy));
        }
        return file;
    }
}
