package io.millrace.executor.state.memory;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The file of a map: magic number, format version, name, number of entries, entries in order (length and bytes of key and
 * value), CRC-32C of everything before it.
 */
final class SnapshotFile {
    private static final int MAGIC = 0x4d695374;
    private static final int VERSION = 1;
    private static final String SUFFIX = ".state";

    private SnapshotFile() {}

    record Content(String map, OrderedEntries entries) {}

    static String name(long number) {
        return String.format("%06d%s", number, SUFFIX);
    }

    static boolean isAny(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }

    static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(SnapshotFile::isAny).sorted().toList();
        }
    }

    static void write(Path file, String map, OrderedEntries entries) throws IOException {
        CRC32C check = new CRC32C();
        try (DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(new CheckedOutputStream(Files.newOutputStream(file), check), 1 << 16))) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(map);
            out.writeLong(entries.size());
            for (int i = 0; i < entries.leafCount(); i++) {
                OrderedEntries.Leaf leaf = entries.leaf(i);
                for (int entry = 0; entry < leaf.keys().length; entry++) {
                    write(out, leaf.keys()[entry]);
                    write(out, leaf.values()[entry]);
                }
            }
            out.flush();
            out.writeLong(check.getValue());
        }
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static Content read(Path file) throws IOException {
        CRC32C check = new CRC32C();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            DataInputStream checked = new DataInputStream(new CheckedInputStream(in, check));
            if (checked.readInt() != MAGIC || checked.readInt() != VERSION) {
                throw damaged(file, "it does not begin as a snapshot of state of version " + VERSION + " does");
            }
            String map = checked.readUTF();
            long size = checked.readLong();
            List<OrderedEntries.Leaf> leaves = new ArrayList<>();
            OrderedEntries.LeafBuilder builder = new OrderedEntries.LeafBuilder(leaves);
            long left = Files.size(file);
            for (long i = 0; i < size; i++) {
                byte[] key = read(checked, left, file);
                byte[] value = read(checked, left, file);
                left -= key.length + value.length;
                builder.add(key, value);
            }
            builder.finish();
            long expected = check.getValue();
            if (in.readLong() != expected || in.read() >= 0) {
                throw damaged(file, "its checksum is wrong");
            }
            return new Content(map, OrderedEntries.of(leaves));
        } catch (EOFException e) {
            throw damaged(file, "it is cut off");
        }
    }

    private static byte[] read(DataInputStream in, long bytesMax, Path file) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > bytesMax) {
            throw damaged(file, "it has an entry of length " + length);
        }
        return in.readNBytes(length);
    }

    private static MillraceException damaged(Path file, String why) {
        return new MillraceException(SqlState.DATA_CORRUPTED, "state snapshot " + file + " is damaged: " + why);
    }
}
