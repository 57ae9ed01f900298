package io.millrace.campaign.point;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path of the real file system that leads to {@link PointsFileSystem}. */
final class PointsPath implements Path {
    private final PointsFileSystem fileSystem;
    private final Path real;

    PointsPath(PointsFileSystem fileSystem, Path real) {
        this.fileSystem = fileSystem;
        this.real = real;
    }

    static Path real(Path path) {
        if (path instanceof PointsPath ours) {
            return ours.real;
        }
        throw new ProviderMismatchException(String.valueOf(path));
    }

    private PointsPath ours(Path path) {
        return new PointsPath(fileSystem, path);
    }

    private @Nullable PointsPath oursOrNull(@Nullable Path path) {
        return path == null ? null : ours(path);
    }

    @Override
    public FileSystem getFileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isAbsolute() {
        return real.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return oursOrNull(real.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return oursOrNull(real.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return oursOrNull(real.getParent());
    }

    @Override
    public int getNameCount() {
        return real.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return ours(real.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return ours(real.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof PointsPath ours && real.startsWith(ours.real);
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof PointsPath ours && real.endsWith(ours.real);
    }

    @Override
    public Path normalize() {
        return ours(real.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return ours(real.resolve(real(other)));
    }

    @Override
    public Path relativize(Path other) {
        return ours(real.relativize(real(other)));
    }

    @Override
    public URI toUri() {
        return real.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return ours(real.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return ours(real.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
            throws IOException {
        return real.register(watcher, events, modifiers);
    }

    @Override
    public int compareTo(Path other) {
        return real.compareTo(real(other));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PointsPath ours && real.equals(ours.real);
    }

    @Override
    public int hashCode() {
        return real.hashCode();
    }

    @Override
    public String toString() {
        return real.toString();
    }
}
