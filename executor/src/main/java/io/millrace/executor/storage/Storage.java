package io.millrace.executor.storage;

import java.nio.file.Path;
import java.util.List;

/**
 * The file operations durability rests on. Nothing is durable before it was synced: a file's content by {@link #sync} of the
 * file, its name by {@link #sync} of its directory.
 *
 * <p><b>Threading:</b> any thread. <b>Errors:</b> {@link io.millrace.spi.error.MillraceException} 58030, 53100 when the disk is
 * full, with the path.
 */
public interface Storage {
    void createDirectories(Path directory);

    /** Opens a new file for appending. */
    AppendFile create(Path file);

    byte[] read(Path file);

    /** CRC-32C of a file's content, of whatever length. */
    long crc32c(Path file);

    /** Writes a whole new file and syncs it. */
    void writeSynced(Path file, byte[] content);

    /** Atomically gives a file or directory another name, replacing a file that has it. */
    void rename(Path from, Path to);

    /** A second name for a file, or a copy where the file system has no links. */
    void link(Path existing, Path link);

    /** Makes a file's content, or a directory's names, durable. */
    void sync(Path fileOrDirectory);

    void truncate(Path file, long length);

    /** Files and directories in a directory, sorted by name; empty if it does not exist. */
    List<Path> list(Path directory);

    /** All files below a directory, sorted, relative to it. */
    List<Path> listFiles(Path directory);

    /** Deletes a file or a directory with all below; nothing if it does not exist. */
    void delete(Path fileOrDirectory);

    boolean exists(Path path);

    /** Length of a file in bytes. */
    long length(Path file);

    /** Room left on the disk that holds a directory, in bytes. */
    long usableBytes(Path directory);

    /** Identifies a file's content for as long as it is not changed, over all its names; empty if unknown. */
    String identity(Path file);

    /** A file being written. <b>Threading:</b> one thread. */
    interface AppendFile extends AutoCloseable {
        void write(byte[] bytes, int from, int length);

        /** Takes off what is behind that length; it goes on there. */
        void truncate(long length);

        /** Makes everything written durable. */
        void sync();

        long length();

        @Override
        void close();
    }
}
