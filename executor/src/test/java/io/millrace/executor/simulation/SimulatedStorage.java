package io.millrace.executor.simulation;

import io.millrace.executor.storage.LocalStorage;
import io.millrace.executor.storage.Storage;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Real files of which a crash loses what was not synced: content behind the last sync of a file is cut or garbled, names that
 * were not synced with their folder vanish, renames not synced are undone.
 */
public final class SimulatedStorage implements Storage {
    private final LocalStorage files = new LocalStorage();
    private final Path root;
    /** Bytes of each file that are safe, by inode: what was synced under one name is safe under all. */
    private final Map<Object, Long> syncedLength = new HashMap<>();

    private int fullFor;
    /** Files and folders whose names are safe. */
    private final Set<Path> syncedNames = new HashSet<>();

    private final List<Rename> renames = new ArrayList<>();
    /** Folders of checkpoints that were damaged. */
    private final Set<Path> damaged = new HashSet<>();

    private record Rename(Path from, Path to) {}

    public SimulatedStorage(Path root) {
        this.root = root;
    }

    /** What is left after the power went. */
    public void crash(long seed) {
        fullFor = 0;
        Random random = new Random(seed);
        for (int i = renames.size() - 1; i >= 0; i--) {
            Rename rename = renames.get(i);
            if (Files.exists(rename.to()) && random.nextBoolean()) {
                moveBack(rename);
            }
        }
        renames.clear();
        for (Path file : allFiles()) {
            if (!syncedNames.contains(file) && random.nextBoolean()) {
                files.delete(file);
            } else {
                tear(file, random);
            }
        }
        syncedLength.clear();
        syncedNames.clear();
        for (Path file : allFiles()) {
            syncedLength.put(inode(file), files.length(file));
            syncedNames.add(file);
        }
    }

    /** Damages a file of each of the newest checkpoints, so that at least one stays sound. */
    public void damageNewestCheckpoints(int count, Random random) {
        List<Path> sound = new ArrayList<>();
        for (Path folder : files.list(root.resolve("checkpoints"))) {
            if (Files.exists(folder.resolve("manifest.json")) && !damaged.contains(folder)) {
                sound.add(folder);
            }
        }
        for (int i = sound.size() - 1; i >= Math.max(1, sound.size() - count); i--) {
            Path folder = sound.get(i);
            List<Path> all = files.listFiles(folder);
            damage(folder.resolve(all.get(random.nextInt(all.size()))), random);
            damaged.add(folder);
        }
    }

    /** In a file of its own, as checkpoints share files by links. */
    private void damage(Path file, Random random) {
        byte[] content = files.read(file);
        delete(file);
        int kind = random.nextInt(3);
        if (kind == 0 || content.length == 0) {
            return;
        }
        int at = random.nextInt(content.length);
        byte[] bad = kind == 1 ? Arrays.copyOf(content, at) : content;
        if (kind == 2) {
            bad[at] ^= 0x10;
        }
        writeSynced(file, bad);
        syncedNames.add(file);
    }

    private void moveBack(Rename rename) {
        try {
            Files.move(rename.to(), rename.from(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        syncedNames.add(rename.from());
    }

    private void tear(Path file, Random random) {
        long safe = syncedLength.getOrDefault(inode(file), 0L);
        long length = files.length(file);
        if (length <= safe) {
            return;
        }
        try {
            byte[] content = Files.readAllBytes(file);
            int kept = (int) (safe + random.nextInt((int) (length - safe) + 1));
            byte[] torn = Arrays.copyOf(content, kept);
            if (kept > safe && random.nextInt(4) == 0) {
                torn[(int) safe + random.nextInt(kept - (int) safe)] ^= 0x40;
            }
            Files.write(file, torn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An inode whose last name goes may be given to another file. */
    private void forgetInodes(Path fileOrDirectory) {
        if (!Files.exists(fileOrDirectory)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(fileOrDirectory)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                if (Files.getAttribute(file, "unix:nlink").equals(1)) {
                    syncedLength.remove(inode(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object inode(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> allFiles() {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void createDirectories(Path directory) {
        if (isFull()) {
            throw full(directory);
        }
        files.createDirectories(directory);
    }

    @Override
    public long usableBytes(Path directory) {
        return fullFor > 0 ? 0 : files.usableBytes(directory);
    }

    /** Lets so many of the next operations that need space fail. */
    public void fillUp(int operations) {
        fullFor = operations;
    }

    private boolean isFull() {
        return fullFor > 0 && fullFor-- > 0;
    }

    private static MillraceException full(Path path) {
        return new MillraceException(SqlState.DISK_FULL, "cannot write " + path + ": no space left (simulated)");
    }

    @Override
    public AppendFile create(Path file) {
        if (isFull()) {
            throw full(file);
        }
        AppendFile real = files.create(file);
        Object inode = inode(file);
        syncedLength.put(inode, 0L);
        return new AppendFile() {
            @Override
            public void write(byte[] bytes, int from, int length) {
                if (isFull()) {
                    real.write(bytes, from, length / 2);
                    throw full(file);
                }
                real.write(bytes, from, length);
            }

            @Override
            public void truncate(long length) {
                real.truncate(length);
                syncedLength.merge(inode, length, Math::min);
            }

            @Override
            public void sync() {
                syncedLength.put(inode, real.length());
            }

            @Override
            public long length() {
                return real.length();
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    @Override
    public byte[] read(Path file) {
        return files.read(file);
    }

    @Override
    public long crc32c(Path file) {
        return files.crc32c(file);
    }

    @Override
    public void writeSynced(Path file, byte[] content) {
        if (isFull()) {
            throw full(file);
        }
        // Not really synced: only a simulated crash loses anything.
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        syncedLength.put(inode(file), (long) content.length);
    }

    @Override
    public void rename(Path from, Path to) {
        files.rename(from, to);
        renames.add(new Rename(from, to));
        syncedNames.remove(from);
    }

    @Override
    public void link(Path existing, Path link) {
        files.link(existing, link);
    }

    @Override
    public void sync(Path fileOrDirectory) {
        if (Files.isDirectory(fileOrDirectory)) {
            files.list(fileOrDirectory).forEach(syncedNames::add);
            renames.removeIf(rename -> rename.to().getParent().equals(fileOrDirectory));
        } else {
            syncedLength.put(inode(fileOrDirectory), files.length(fileOrDirectory));
        }
    }

    @Override
    public void truncate(Path file, long length) {
        files.truncate(file, length);
        syncedLength.put(inode(file), length);
    }

    @Override
    public List<Path> list(Path directory) {
        return files.list(directory);
    }

    @Override
    public List<Path> listFiles(Path directory) {
        return files.listFiles(directory);
    }

    @Override
    public void delete(Path fileOrDirectory) {
        forgetInodes(fileOrDirectory);
        files.delete(fileOrDirectory);
        syncedNames.removeIf(path -> path.startsWith(fileOrDirectory));
    }

    @Override
    public boolean exists(Path path) {
        return files.exists(path);
    }

    @Override
    public long length(Path file) {
        return files.length(file);
    }

    @Override
    public String identity(Path file) {
        return files.identity(file);
    }
}
