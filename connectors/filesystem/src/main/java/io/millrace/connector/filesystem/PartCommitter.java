package io.millrace.connector.filesystem;

import io.millrace.spi.connector.SinkCommitter;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes prepared files visible by renaming them. Before that a small file, renamed into place, says which checkpoint is
 * committed and which prepared files are its own: that is the moment it is, and what a crash leaves unfinished is finished later.
 * A file that a writer of an earlier run prepares too late is named by no commit and never becomes visible. It does not matter
 * then who takes visible files away. A prepared file that is not there any more has its visible name already: that is how a commit can be
 * repeated.
 */
final class PartCommitter implements SinkCommitter {
    private final Path folder;
    private final String extension;

    /**
     * What was committed last.
     *
     * @param files as the writers' {@code prepare} gave them
     */
    private record Commit(Committed point, List<String> files) {}

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
            remember(names, new Commit(new Committed(timeline, epoch), commits));
            makeVisible(names, timeline, epoch, commits);
            Folders.force(folder);
        } catch (IOException e) {
            throw FileErrors.of("rename files in", folder.toString(), e);
        }
    }

    /** @return whether there was anything to do */
    private boolean makeVisible(PartNames names, long timeline, long epoch, List<String> commits) throws IOException {
        boolean moved = false;
        for (String commit : commits) {
            int tab = commit.indexOf('\t');
            if (tab < 0) {
                throw MillraceException.internal("'" + commit + "' is not what a writer prepared");
            }
            Path prepared = folder.resolve(commit.substring(0, tab));
            if (Files.exists(prepared)) {
                int task = Integer.parseInt(commit.substring(tab + 1));
                Files.move(prepared, free(names, timeline, epoch, task), StandardCopyOption.ATOMIC_MOVE);
                moved = true;
            }
        }
        return moved;
    }

    @Override
    public Optional<Committed> lastCommitted(String query) {
        PartNames names = names(query);
        Optional<Commit> last = remembered(names);
        last.ifPresent(commit -> finish(names, commit));
        return last.map(Commit::point);
    }

    /** A crash may have come between the files of one commit. */
    private void finish(PartNames names, Commit last) {
        try {
            if (makeVisible(names, last.point().timeline(), last.point().epoch(), last.files())) {
                Folders.force(folder);
            }
        } catch (IOException e) {
            throw FileErrors.of("rename files in", folder.toString(), e);
        }
    }

    /** Writes down that a checkpoint is committed, unless a later one is. */
    private void remember(PartNames names, Commit commit) throws IOException {
        Optional<Commit> before = remembered(names);
        if (before.isPresent() && !isAfter(commit.point(), before.get().point())) {
            return;
        }
        Files.createDirectories(folder);
        Path file = folder.resolve(names.committed());
        Path written = folder.resolve(names.committed() + ".tmp");
        StringBuilder text = new StringBuilder()
                .append(commit.point().timeline())
                .append(' ')
                .append(commit.point().epoch())
                .append('\n');
        commit.files().forEach(one -> text.append(one).append('\n'));
        Files.writeString(written, text);
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Folders.force(folder);
    }

    private static boolean isAfter(Committed a, Committed b) {
        return a.timeline() > b.timeline() || a.timeline() == b.timeline() && a.epoch() > b.epoch();
    }

    private Optional<Commit> remembered(PartNames names) {
        Path file = folder.resolve(names.committed());
        try {
            List<String> lines = Files.readAllLines(file);
            String[] words = (lines.isEmpty() ? "" : lines.get(0)).strip().split(" ", -1);
            Committed point = new Committed(Long.parseLong(words[0]), Long.parseLong(words[1]));
            return Optional.of(new Commit(point, lines.subList(1, lines.size())));
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
