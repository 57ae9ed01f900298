package io.millrace.campaign.point;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The machine's file system, with a {@link Fuse} in it. The JVM makes it by its name.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class PointsProvider extends FileSystemProvider {
    private final FileSystemProvider real;
    private final Fuse fuse = new Fuse();
    private final PointsFileSystem fileSystem;

    public PointsProvider(FileSystemProvider real) {
        this.real = real;
        fileSystem = new PointsFileSystem(this, real.getFileSystem(URI.create("file:///")));
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private interface Change {
        void run() throws IOException;
    }

    private <T> T with(Operation operation, Path path, Action<T> action) throws IOException {
        String name = path.toAbsolutePath().toString();
        fuse.before(operation, name);
        T result = action.run();
        fuse.after(operation, name);
        return result;
    }

    private void run(Operation operation, Path path, Change change) throws IOException {
        String name = path.toAbsolutePath().toString();
        fuse.before(operation, name);
        change.run();
        fuse.after(operation, name);
    }

    private static Path real(Path path) {
        return PointsPath.real(path);
    }

    @Override
    public String getScheme() {
        return real.getScheme();
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> options) throws IOException {
        return real.newFileSystem(uri, options);
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        return fileSystem.path(real.getPath(uri));
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        boolean makes = options.contains(StandardOpenOption.CREATE) || options.contains(StandardOpenOption.CREATE_NEW);
        boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        Path target = real(path);
        String name = target.toAbsolutePath().toString();
        Action<FileChannel> open =
                () -> new PointsChannel(real.newFileChannel(target, options, attributes), name, fuse);
        if (makes) {
            return with(Operation.CREATE, target, open);
        }
        return writes ? open.run() : with(Operation.READ, target, open);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> entries =
                real.newDirectoryStream(real(folder), entry -> filter.accept(fileSystem.path(entry)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> each = entries.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return each.hasNext();
                    }

                    @Override
                    public Path next() {
                        return fileSystem.path(each.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                entries.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        real.createDirectory(real(folder), attributes);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        Path target = real(link);
        run(Operation.CREATE, target, () -> real.createLink(target, real(existing)));
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        real.createSymbolicLink(real(link), real(target), attributes);
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return fileSystem.path(real.readSymbolicLink(real(link)));
    }

    @Override
    public void delete(Path path) throws IOException {
        run(Operation.DELETE, real(path), () -> real.delete(real(path)));
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        return with(Operation.DELETE, real(path), () -> real.deleteIfExists(real(path)));
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
        run(Operation.CREATE, real(to), () -> real.copy(real(from), real(to), options));
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        run(Operation.MOVE, real(to), () -> real.move(real(from), real(to), options));
    }

    @Override
    public boolean isSameFile(Path a, Path b) throws IOException {
        return real.isSameFile(real(a), real(b));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(real(path), attribute, value, options);
    }
}
