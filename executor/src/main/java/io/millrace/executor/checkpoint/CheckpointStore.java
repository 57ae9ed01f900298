package io.millrace.executor.checkpoint;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.executor.checkpoint.Manifest.StoredFile;
import io.millrace.executor.storage.Storage;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints and savepoints as folders. A folder counts once its manifest is there: every file is synced, then the manifest is
 * written, synced and renamed, and its folder synced; that rename is the one commit point. Folders without a manifest are what
 * a crash left and are removed.
 *
 * <p><b>Threading:</b> one thread at a time; blocks.
 */
public final class CheckpointStore {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
    private static final String MANIFEST = "manifest.json";
    private static final String CHECKPOINT = "chk-";
    private static final String SAVEPOINT = "sp-";
    private static final String HISTORY = "his-";
    private static final int CHECKSUM_LINE_BYTES = 10;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .build();

    private final Storage storage;
    private final Path checkpoints;
    private final Path savepoints;
    private final Path history;
    /** Checksums by file identity: shared files are not read again at each checkpoint. */
    private final Map<String, Long> crcByIdentity = new ConcurrentHashMap<>();

    public CheckpointStore(Storage storage, Path directory) {
        this(storage, directory, directory.resolve("savepoints"));
    }

    /** @param savepoints where savepoints lie, which may be another file system */
    public CheckpointStore(Storage storage, Path directory, Path savepoints) {
        this.storage = storage;
        this.checkpoints = directory.resolve("checkpoints");
        this.savepoints = savepoints;
        this.history = directory.resolve("history");
        storage.createDirectories(checkpoints);
        storage.createDirectories(savepoints);
        storage.createDirectories(history);
        storage.sync(directory);
        Path around = savepoints.getParent();
        if (around != null && !around.equals(directory)) {
            storage.sync(around);
        }
    }

    /** Empty folder for a new checkpoint's files. */
    public Path begin(long id) {
        Path directory = folder(id);
        storage.delete(directory);
        storage.createDirectories(directory);
        return directory;
    }

    /** A folder inside that of a checkpoint begun. */
    public void createDirectories(Path directory) {
        storage.createDirectories(directory);
    }

    /** Writes a file of a checkpoint begun. */
    public void write(Path file, byte[] content) {
        Path parent = file.getParent();
        if (parent != null) {
            storage.createDirectories(parent);
        }
        storage.writeSynced(file, content);
    }

    public boolean exists(Path file) {
        return storage.exists(file);
    }

    public byte[] read(Path file) {
        return storage.read(file);
    }

    /** Deletes a working directory with copies or links of files of a checkpoint. */
    public void deleteDirectory(Path directory) {
        storage.delete(directory);
    }

    public Path folder(long id) {
        return checkpoints.resolve(String.format(CHECKPOINT + "%012d", id));
    }

    public Path folder(String savepoint) {
        return savepoints.resolve(SAVEPOINT + URLEncoder.encode(savepoint, StandardCharsets.UTF_8));
    }

    /** Makes a checkpoint exist whose files lie in its folder; the manifest's own file list is filled in. */
    public Manifest commit(Manifest manifest) {
        return commit(folder(manifest.id()), checkpoints, manifest);
    }

    /** Copies the files of a checkpoint, or of a part of one, under a savepoint's name and makes that exist. */
    public Manifest saveAs(Manifest checkpoint, String name) {
        Path target = folder(name);
        try {
            copyFiles(checkpoint, folder(checkpoint.id()), target);
            return commit(target, savepoints, renamed(checkpoint, name));
        } catch (RuntimeException e) {
            discard(target);
            throw e;
        }
    }

    /**
     * Keeps some queries' share of a checkpoint as history, from which nothing recovers.
     *
     * @param keeps by the path of a file
     */
    public Manifest retain(Manifest checkpoint, Set<String> queries, Predicate<String> keeps) {
        Manifest part = new Manifest(
                checkpoint.version(),
                checkpoint.id(),
                null,
                checkpoint.epoch(),
                checkpoint.timeline(),
                checkpoint.createdMicros(),
                checkpoint.durationMillis(),
                checkpoint.objects(),
                checkpoint.queries().stream()
                        .filter(point -> queries.contains(point.query()))
                        .toList(),
                List.of(),
                checkpoint.files().stream()
                        .filter(file -> keeps.test(file.path()))
                        .toList(),
                List.of());
        Path target = historyFolder(checkpoint.id());
        copyFiles(part, folder(checkpoint.id()), target);
        return commit(target, history, part);
    }

    private Path historyFolder(long id) {
        return history.resolve(String.format(HISTORY + "%012d", id));
    }

    /** What is retained as history, oldest first. */
    public List<Manifest> history() {
        return manifests(history);
    }

    public void removeHistory(Manifest retained) {
        discard(historyFolder(retained.id()));
    }

    /** Where the files of one lie. */
    public Path folderOf(Manifest manifest) {
        String name = manifest.name();
        if (name != null) {
            return folder(name);
        }
        return storage.exists(folder(manifest.id()).resolve(MANIFEST))
                ? folder(manifest.id())
                : historyFolder(manifest.id());
    }

    /** Copies a savepoint's files into the folder of a new checkpoint. */
    public void restoreInto(Manifest savepoint, long checkpointId) {
        String name = savepoint.name();
        if (name == null) {
            throw MillraceException.internal("checkpoint " + savepoint.id() + " is no savepoint");
        }
        verify(folder(name), savepoint);
        copyFiles(savepoint, folder(name), begin(checkpointId));
    }

    /** Links all files below a folder into another one, which may be that of a checkpoint begun. */
    public void linkAll(Path from, Path to) {
        for (Path file : storage.listFiles(from)) {
            link(from.resolve(file), to.resolve(file));
        }
    }

    private static Manifest renamed(Manifest from, String name) {
        return new Manifest(
                from.version(),
                from.id(),
                name,
                from.epoch(),
                from.timeline(),
                from.createdMicros(),
                from.durationMillis(),
                from.objects(),
                from.queries(),
                from.tables(),
                from.files(),
                from.scope());
    }

    private void copyFiles(Manifest manifest, Path from, Path to) {
        storage.delete(to);
        storage.createDirectories(to);
        for (StoredFile file : manifest.files()) {
            link(from.resolve(file.path()), to.resolve(file.path()));
        }
    }

    private void link(Path existing, Path target) {
        Path parent = target.getParent();
        if (parent != null) {
            storage.createDirectories(parent);
        }
        storage.link(existing, target);
    }

    private Manifest commit(Path folder, Path parent, Manifest manifest) {
        List<StoredFile> files = new ArrayList<>();
        Set<Path> folders = new HashSet<>();
        for (Path relative : storage.listFiles(folder)) {
            Path file = folder.resolve(relative);
            files.add(stored(relative, file));
            for (Path up = file.getParent(); up != null && up.startsWith(folder); up = up.getParent()) {
                folders.add(up);
            }
        }
        forgetOthers(folder, files);
        folders.stream().sorted(Comparator.reverseOrder()).forEach(storage::sync);
        Manifest complete = withFiles(manifest, files);
        Path temporary = folder.resolve(MANIFEST + ".tmp");
        storage.writeSynced(temporary, toBytes(complete));
        storage.sync(parent);
        storage.rename(temporary, folder.resolve(MANIFEST));
        storage.sync(folder);
        return complete;
    }

    /** Only the files of the newest can come again in the next. */
    private void forgetOthers(Path folder, List<StoredFile> files) {
        Set<String> identities = new HashSet<>();
        files.forEach(file -> identities.add(storage.identity(folder.resolve(file.path()))));
        crcByIdentity.keySet().retainAll(identities);
    }

    private static Manifest withFiles(Manifest from, List<StoredFile> files) {
        return new Manifest(
                from.version(),
                from.id(),
                from.name(),
                from.epoch(),
                from.timeline(),
                from.createdMicros(),
                from.durationMillis(),
                from.objects(),
                from.queries(),
                from.tables(),
                files,
                from.scope());
    }

    /** Syncs a file unless that was done when an earlier checkpoint took it. */
    private StoredFile stored(Path relative, Path file) {
        String path = relative.toString().replace('\\', '/');
        String identity = storage.identity(file);
        Long known = identity.isEmpty() ? null : crcByIdentity.get(identity);
        if (known != null) {
            return new StoredFile(path, storage.length(file), known, false);
        }
        storage.sync(file);
        long crc = storage.crc32c(file);
        crcByIdentity.put(identity, crc);
        return new StoredFile(path, storage.length(file), crc, true);
    }

    private static long crc(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content, 0, content.length);
        return crc.getValue();
    }

    /** The manifest as JSON, and behind it a line with the checksum of that. */
    private static byte[] toBytes(Manifest manifest) {
        try {
            byte[] json = MAPPER.writeValueAsBytes(manifest);
            byte[] checksum = checksumLine(json);
            return ByteBuffer.allocate(json.length + checksum.length)
                    .put(json)
                    .put(checksum)
                    .array();
        } catch (IOException e) {
            throw new MillraceException(SqlState.INTERNAL_ERROR, "a manifest cannot be written: " + e.getMessage(), e);
        }
    }

    private static byte[] checksumLine(byte[] json) {
        return ("\n" + HexFormat.of().toHexDigits((int) crc(json)) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The newest checkpoint whose files all check out.
     *
     * @return empty if there has never been one
     * @throws MillraceException XX001 if there are checkpoints and every one is damaged
     */
    public Optional<Manifest> newestSound() {
        return newestSound(manifest -> true);
    }

    /**
     * The newest sound checkpoint of which that holds.
     *
     * @return empty if there has never been one
     * @throws MillraceException XX001 if there are checkpoints and none is sound and fit
     */
    public Optional<Manifest> newestSound(Predicate<Manifest> fits) {
        List<Path> folders = new ArrayList<>(storage.list(checkpoints));
        folders.sort(Comparator.reverseOrder());
        String damage = null;
        for (Path folder : folders) {
            if (!storage.exists(folder.resolve(MANIFEST))) {
                continue;
            }
            try {
                Manifest manifest = readManifest(folder);
                if (!fits.test(manifest)) {
                    damage = folder + " holds a query as failed that was restarted since";
                    LOG.info("checkpoint {} is passed over: a query in it does not lead on", manifest.id());
                    continue;
                }
                verify(folder, manifest);
                return Optional.of(manifest);
            } catch (MillraceException e) {
                damage = e.getMessage();
                LOG.warn("checkpoint {} is damaged and is passed over: {}", folder.getFileName(), damage);
            }
        }
        if (damage != null) {
            throw new MillraceException(
                    SqlState.DATA_CORRUPTED, "no checkpoint in " + checkpoints + " is sound; the oldest: " + damage);
        }
        return Optional.empty();
    }

    /** Sound and unsound, oldest first; unreadable ones are left out. */
    public List<Manifest> checkpoints() {
        return manifests(checkpoints);
    }

    public List<Manifest> savepoints() {
        return manifests(savepoints);
    }

    /** Whether there is one of that name, sound or not. */
    public boolean hasSavepoint(String name) {
        return storage.exists(folder(name).resolve(MANIFEST));
    }

    /**
     * Where a savepoint is, sound or not.
     *
     * @throws MillraceException 3B001 if there is none of that name
     */
    public Path savepointFolder(String name) {
        if (!hasSavepoint(name)) {
            List<String> names = savepoints().stream()
                    .map(there -> String.valueOf(there.name()))
                    .toList();
            throw new MillraceException(
                    SqlState.INVALID_SAVEPOINT, "there is no savepoint \"" + name + "\"" + Nearest.hint(name, names));
        }
        return folder(name);
    }

    /** @throws MillraceException 3B001 if there is no savepoint of that name, XX001 if its manifest is damaged */
    public Manifest savepoint(String name) {
        Path folder = savepointFolder(name);
        try {
            return readManifest(folder);
        } catch (MillraceException e) {
            throw new MillraceException(
                    SqlState.DATA_CORRUPTED, "savepoint \"" + name + "\" is damaged: " + e.getMessage(), e);
        }
    }

    /** @throws MillraceException 3B001 if there is no savepoint of that name, XX001 if it is damaged */
    public Manifest soundSavepoint(String name) {
        Manifest manifest = savepoint(name);
        verify(folder(name), manifest);
        return manifest;
    }

    private List<Manifest> manifests(Path directory) {
        List<Manifest> found = new ArrayList<>();
        for (Path folder : storage.list(directory)) {
            if (storage.exists(folder.resolve(MANIFEST))) {
                try {
                    found.add(readManifest(folder));
                } catch (MillraceException e) {
                    LOG.warn("{} is left out: {}", folder, e.getMessage());
                }
            }
        }
        return found;
    }

    private Manifest readManifest(Path folder) {
        Path path = folder.resolve(MANIFEST);
        Manifest manifest;
        try {
            manifest = MAPPER.readValue(soundJson(path, storage.read(path)), Manifest.class);
        } catch (IOException e) {
            throw new MillraceException(SqlState.DATA_CORRUPTED, path + " is no manifest: " + e.getMessage(), e);
        }
        if (manifest.version() < Manifest.VERSION_MIN || manifest.version() > Manifest.VERSION) {
            throw new MillraceException(
                    SqlState.DATA_CORRUPTED,
                    path + " has version " + manifest.version() + ", this engine knows versions " + Manifest.VERSION_MIN
                            + " to " + Manifest.VERSION);
        }
        return manifest;
    }

    private static byte[] soundJson(Path path, byte[] content) {
        int length = Math.max(0, content.length - CHECKSUM_LINE_BYTES);
        byte[] json = Arrays.copyOf(content, length);
        if (!Arrays.equals(checksumLine(json), Arrays.copyOfRange(content, length, content.length))) {
            throw new MillraceException(SqlState.DATA_CORRUPTED, path + " does not match its own checksum");
        }
        return json;
    }

    private void verify(Path folder, Manifest manifest) {
        for (StoredFile file : manifest.files()) {
            Path path = folder.resolve(file.path());
            if (!storage.exists(path)) {
                throw new MillraceException(SqlState.DATA_CORRUPTED, path + " is missing");
            }
            long length = storage.length(path);
            if (length != file.length()) {
                throw new MillraceException(
                        SqlState.DATA_CORRUPTED, path + " has " + length + " bytes instead of " + file.length());
            }
            if (storage.crc32c(path) != file.crc32c()) {
                throw new MillraceException(SqlState.DATA_CORRUPTED, path + " does not match its checksum");
            }
        }
    }

    /** Removes folders that never got a manifest. */
    public void removeUnfinished() {
        removeUnfinished(checkpoints, CHECKPOINT);
        removeUnfinished(savepoints, SAVEPOINT);
        removeUnfinished(history, HISTORY);
    }

    /** Savepoints may lie where somebody else has files, too. */
    private void removeUnfinished(Path parent, String prefix) {
        for (Path folder : storage.list(parent)) {
            boolean isOurs = String.valueOf(folder.getFileName()).startsWith(prefix);
            if (isOurs && !storage.exists(folder.resolve(MANIFEST))) {
                storage.delete(folder);
            }
        }
    }

    /** Removes what was written of a checkpoint that came to nothing. */
    public void removeUnfinished(long id) {
        discard(folder(id));
    }

    public void remove(Manifest checkpoint) {
        discard(folder(checkpoint.id()));
    }

    public void removeSavepoint(String name) {
        discard(folder(name));
    }

    /** The manifest goes first, so that a crash leaves no manifest without its files. */
    private void discard(Path folder) {
        if (!storage.exists(folder)) {
            return;
        }
        storage.delete(folder.resolve(MANIFEST));
        storage.sync(folder);
        storage.delete(folder);
    }
}
