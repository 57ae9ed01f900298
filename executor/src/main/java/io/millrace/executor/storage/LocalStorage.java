package io.millrace.executor.storage;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The machine's files. */
public final class LocalStorage implements Storage {
    private static final int READ_BYTES = 1 << 18;

    @Override
    public void createDirectories(Path directory) {
        run("create", directory, () -> Files.createDirectories(directory));
    }

    @Override
    public AppendFile create(Path file) {
        return call("create", file, () -> new LocalAppendFile(file));
    }

    @Override
    public long usableBytes(Path directory) {
        return call("look at", directory, () -> Files.getFileStore(directory).getUsableSpace());
    }

    @Override
    public byte[] read(Path file) {
        return call("read", file, () -> Files.readAllBytes(file));
    }

    @Override
    public long crc32c(Path file) {
        return call("read", file, () -> {
            CRC32C crc = new CRC32C();
            byte[] buffer = new byte[READ_BYTES];
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    crc.update(buffer, 0, read);
                }
            }
            return crc.getValue();
        });
    }

    @Override
    public void writeSynced(Path file, byte[] content) {
        run("write", file, () -> {
            Files.write(file, content);
            fsync(file, StandardOpenOption.WRITE);
        });
    }

    @Override
    public void rename(Path from, Path to) {
        run(
                "rename",
                from,
                () -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    @Override
    public void link(Path existing, Path link) {
        run("link", existing, () -> {
            try {
                Files.createLink(link, existing);
            } catch (UnsupportedOperationException e) {
                Files.copy(existing, link);
            } catch (FileSystemException e) {
                if (isOnSameStore(existing, link)) {
                    throw e;
                }
                Files.copy(existing, link);
            }
        });
    }

    private static boolean isOnSameStore(Path existing, Path link) throws IOException {
        Path parent = link.toAbsolutePath().getParent();
        return parent == null || Files.getFileStore(existing).equals(Files.getFileStore(parent)) || Files.exists(link);
    }

    @Override
    public void sync(Path fileOrDirectory) {
        run("sync", fileOrDirectory, () -> fsync(fileOrDirectory, StandardOpenOption.READ));
    }

    @Override
    public void truncate(Path file, long length) {
        run("truncate", file, () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
                channel.force(true);
            }
        });
    }

    @Override
    public List<Path> list(Path directory) {
        return call("list", directory, () -> {
            try (Stream<Path> entries = Files.list(directory)) {
                return entries.sorted().toList();
            } catch (NoSuchFileException e) {
                return List.of();
            }
        });
    }

    @Override
    public List<Path> listFiles(Path directory) {
        return call("list", directory, () -> {
            try (Stream<Path> entries = Files.walk(directory)) {
                return entries.filter(Files::isRegularFile)
                        .map(directory::relativize)
                        .sorted()
                        .toList();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    @Override
    public void delete(Path fileOrDirectory) {
        run("delete", fileOrDirectory, () -> {
            if (Files.exists(fileOrDirectory)) {
                Files.walkFileTree(fileOrDirectory, new TreeDeletion());
            }
        });
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public long length(Path file) {
        return call("read", file, () -> Files.size(file));
    }

    @Override
    public String identity(Path file) {
        return call("read", file, () -> {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return key == null ? "" : key + ":" + attributes.size() + ":" + attributes.lastModifiedTime();
        });
    }

    private static void fsync(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private interface IoAction {
        void run() throws IOException;
    }

    private interface IoCall<T> {
        T call() throws IOException;
    }

    private static void run(String verb, Path path, IoAction action) {
        try {
            action.run();
        } catch (IOException e) {
            throw failure(verb, path, e);
        }
    }

    private static <T> T call(String verb, Path path, IoCall<T> call) {
        try {
            return call.call();
        } catch (IOException e) {
            throw failure(verb, path, e);
        }
    }

    static MillraceException failure(String verb, Path path, IOException e) {
        String reason = String.valueOf(e.getMessage());
        boolean full = reason.toLowerCase(Locale.ROOT).contains("no space left");
        return new MillraceException(
                full ? SqlState.DISK_FULL : SqlState.IO_ERROR,
                "cannot " + verb + " " + path + ": " + e.getClass().getSimpleName() + ": " + reason,
                e);
    }

    /** Deletes bottom up. */
    private static final class TreeDeletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error) throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }

    private static final class LocalAppendFile implements AppendFile {
        private final Path file;
        private final FileChannel channel;
        private long length;

        LocalAppendFile(Path file) throws IOException {
            this.file = file;
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            run("write", file, () -> {
                ByteBuffer buffer = ByteBuffer.wrap(bytes, from, count);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                length += count;
            });
        }

        @Override
        public void truncate(long newLength) {
            run("truncate", file, () -> {
                channel.truncate(newLength);
                channel.position(newLength);
                length = newLength;
            });
        }

        @Override
        public void sync() {
            run("sync", file, () -> channel.force(false));
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void close() {
            run("close", file, channel::close);
        }
    }
}
