package io.millrace.connector.filesystem;

import io.millrace.spi.connector.SinkCommitter;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes prepared files visible by renaming them. Before that a file of one line, renamed into place, says which checkpoint is
 * committed: that is the moment it is, and what a crash leaves unfinished is finished later. It does not matter then who takes
 * visible files away. A prepared file that is not there any more has its visible name already: that is how a commit can be
 * repeated.
 */
final class PartCommitter implements SinkCommitter {
    private final Path folder;
    private final String extension;

    PartCommitter(Path folder, String extension) {
        this.folder = folder;
        this.extension = extension;
    }

    @Override
    public void begin(String query) {
        try {
            if (Files.deleteIfExists(folder.resolve(names(query).committed()))) {
                Folders.force(folder);
            }
        } catch (IOException e) {
            throw FileErrors.of("remove files in", folder.toString(), e);
        }
    }

    @Override
    public void commit(String query, long timeline, long epoch, List<String> commits) {
        if (commits.isEmpty()) {
            return;
        }
        PartNames names = names(query);
        try {
            remember(names, new Committed(timeline, epoch));
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
            Folders.force(folder);
        } catch (IOException e) {
            throw FileErrors.of("rename files in", folder.toString(), e);
        }
    }

    @Override
    public Optional<Committed> lastCommitted(String query) {
        PartNames names = names(query);
        Optional<Committed> last = remembered(names);
        if (last.isPresent()) {
            finish(names, last.get());
        }
        return last;
    }

    /** A crash may have come between the files of one commit. */
    private void finish(PartNames names, Committed last) {
        try {
            boolean finished = true;
            for (Path file : files()) {
                int task = names.taskOfPrepared(String.valueOf(file.getFileName()), last.timeline(), last.epoch());
                if (task >= 0) {
                    Files.move(file, free(names, last.timeline(), last.epoch(), task), StandardCopyOption.ATOMIC_MOVE);
                    finished = false;
                }
            }
            if (!finished) {
                Folders.force(folder);
            }
        } catch (IOException e) {
            throw FileErrors.of("rename files in", folder.toString(), e);
        }
    }

    /** Writes down that a checkpoint is committed, unless a later one is. */
    private void remember(PartNames names, Committed commit) throws IOException {
        Optional<Committed> before = remembered(names);
        if (before.isPresent() && !isAfter(commit, before.get())) {
            return;
        }
        Files.createDirectories(folder);
        Path file = folder.resolve(names.committed());
        Path written = folder.resolve(names.committed() + ".tmp");
        Files.writeString(written, commit.timeline() + " " + commit.epoch() + "\n");
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Folders.force(folder);
    }

    private static boolean isAfter(Committed a, Committed b) {
        return a.timeline() > b.timeline() || a.timeline() == b.timeline() && a.epoch() > b.epoch();
    }

    private Optional<Committed> remembered(PartNames names) {
        Path file = folder.resolve(names.committed());
        try {
            String[] words =
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip().split(" ", -1);
            return Optional.of(new Committed(Long.parseLong(words[0]), Long.parseLong(words[1])));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileErrors.of("read", file.toString(), e);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new MillraceException(
                    SqlState.DATA_CORRUPTED, file + " should say which timeline and epoch were written last", e);
        }
    }

    @Override
    public void cleanUp(String query, long timeline, long epoch) {
        PartNames names = names(query);
        try {
            for (Path file : files()) {
                if (names.isHidden(String.valueOf(file.getFileName()))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw FileErrors.of("remove files in", folder.toString(), e);
        }
    }

    private PartNames names(String query) {
        return new PartNames(query, extension);
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
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
