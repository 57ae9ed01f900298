package io.millrace.executor.log;

import io.millrace.executor.storage.Storage;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log on disk: segments of records, each with its length and CRC-32C. Records appended together are synced together
 * (group commit): while one sync is under way, what comes in waits for the next.
 *
 * <p>A record that was cut short at the end of the newest segment was never acknowledged and is cut off when the log is
 * opened; a damaged one anywhere else refuses to open.
 *
 * <p>While the disk is full, what is appended waits, and writing is tried again from time to time.
 *
 * <p><b>Threading:</b> {@link #append}, {@link #cutOff} and {@link #close} from one thread, the conductor's; writing happens on
 * the I/O executor, and what follows is handed back to the conductor's executor.
 */
public final class EpochLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EpochLog.class);
    private static final byte[] MAGIC = {'M', 'L', 'O', 'G', 0, 0, 0, 1};
    private static final int FRAME_BYTES = 8;
    private static final long SEGMENT_BYTES_MAX = 64L << 20;
    private static final long RETRY_MILLIS = 500;
    private static final int TRIAL_BYTES = 64 << 10;

    private final Storage storage;
    private final Path directory;
    private final Executor io;
    private final Executor conductor;
    private final Listener listener;
    private final Timer timer;
    private final TreeMap<Long, Long> epochMaxBySegment = new TreeMap<>();

    private List<Pending> pending = new ArrayList<>();
    private boolean flushing;
    private long segment;
    private Storage.@Nullable AppendFile file;
    /** Length up to which the newest segment is synced; what is behind it was never acknowledged. */
    private long syncedLength;

    private boolean full;
    private boolean waitingForRoom;
    private boolean failed;
    private boolean closed;

    /** @param refused what to do instead of waiting for room; null for records that wait */
    private record Pending(
            LogRecord record,
            byte[] bytes,
            Runnable durable,
            @Nullable Consumer<MillraceException> refused) {}

    /** Hears, on the conductor, how the log fares. */
    public interface Listener {
        /** It cannot be written any more. */
        void broken(MillraceException why);

        /** The disk is full; it is tried again until there is room. */
        void full(MillraceException why);

        /** The disk has room again. */
        void hasRoom();
    }

    /** Runs something later, on any thread. */
    @FunctionalInterface
    public interface Timer {
        void after(long millis, Runnable then);
    }

    /**
     * @param io runs the writes, one at a time
     * @param conductor gets the acknowledgements
     */
    public EpochLog(Storage storage, Path directory, Executor io, Executor conductor, Timer timer, Listener listener) {
        this.storage = storage;
        this.directory = directory;
        this.io = io;
        this.conductor = conductor;
        this.timer = timer;
        this.listener = listener;
    }

    /**
     * Reads everything and gets ready to append; called once, first.
     *
     * @throws MillraceException XX001 if the log is damaged
     */
    public List<LogRecord> open() {
        storage.createDirectories(directory);
        List<LogRecord> records = new ArrayList<>();
        List<Path> segments = storage.list(directory);
        for (int i = 0; i < segments.size(); i++) {
            Path path = segments.get(i);
            long number = Long.parseLong(path.getFileName().toString().replace(".log", ""));
            segment = Math.max(segment, number);
            List<LogRecord> read = readSegment(path, i == segments.size() - 1);
            epochMaxBySegment.put(
                    number, read.stream().mapToLong(LogRecord::epoch).max().orElse(0));
            records.addAll(read);
        }
        return records;
    }

    /** Appends a record; {@code durable} runs on the conductor once it is synced, in the order of the appends. */
    public void append(LogRecord record, Runnable durable) {
        add(record, durable, null);
    }

    /** Appends a record that is given up while the disk is full: then {@code refused} runs, and it is not in the log. */
    public void append(LogRecord record, Runnable durable, Consumer<MillraceException> refused) {
        add(record, durable, refused);
    }

    private void add(LogRecord record, Runnable durable, @Nullable Consumer<MillraceException> refused) {
        if (!failed) {
            pending.add(new Pending(record, frame(LogRecordCodec.write(record)), durable, refused));
            flush();
        }
    }

    /** Forgets segments that hold nothing behind that epoch. */
    public void cutOff(long epoch) {
        List<Path> gone = new ArrayList<>();
        epochMaxBySegment.entrySet().removeIf(entry -> {
            boolean old = entry.getKey() != segment && entry.getValue() <= epoch;
            if (old) {
                gone.add(path(entry.getKey()));
            }
            return old;
        });
        if (!gone.isEmpty()) {
            io.execute(() -> gone.forEach(storage::delete));
        }
    }

    /** Forgets everything: what is in a checkpoint that was just made replaces it. */
    public void restart() {
        cutOff(Long.MAX_VALUE);
        long old = segment;
        Storage.AppendFile oldFile = file;
        file = null;
        segment++;
        if (oldFile != null) {
            oldFile.close();
        }
        epochMaxBySegment.remove(old);
        storage.delete(path(old));
    }

    private void flush() {
        if (flushing || waitingForRoom || pending.isEmpty() || closed) {
            return;
        }
        flushing = true;
        List<Pending> batch = pending;
        pending = new ArrayList<>();
        long target;
        try {
            target = segmentForWriting();
        } catch (MillraceException e) {
            notWritten(batch, e, true);
            return;
        }
        for (Pending one : batch) {
            epochMaxBySegment.merge(target, one.record().epoch(), Math::max);
        }
        io.execute(() -> {
            try {
                write(batch);
                conductor.execute(() -> written(batch));
            } catch (MillraceException e) {
                boolean gone = takenBack();
                conductor.execute(() -> notWritten(batch, e, gone));
            }
        });
    }

    /** Called on the conductor while no write is under way, so that the writer may read {@link #segment} safely. */
    private long segmentForWriting() {
        if (file == null || file.length() > SEGMENT_BYTES_MAX) {
            if (file != null) {
                file.close();
                file = null;
            }
            file = newSegment(path(segment + 1));
            segment++;
            syncedLength = MAGIC.length;
            epochMaxBySegment.put(segment, 0L);
        }
        return segment;
    }

    private Storage.AppendFile newSegment(Path path) {
        Storage.AppendFile made = storage.create(path);
        try {
            made.write(MAGIC, 0, MAGIC.length);
            made.sync();
            storage.sync(directory);
            return made;
        } catch (MillraceException e) {
            made.close();
            storage.delete(path);
            throw e;
        }
    }

    private void write(List<Pending> batch) {
        Storage.AppendFile target = file;
        if (target == null) {
            throw MillraceException.internal("no log segment is open");
        }
        if (target.length() != syncedLength) {
            target.truncate(syncedLength);
        }
        int bytes = batch.stream().mapToInt(one -> one.bytes().length).sum();
        ByteBuffer together = ByteBuffer.allocate(bytes);
        batch.forEach(one -> together.put(one.bytes()));
        target.write(together.array(), 0, bytes);
        target.sync();
        syncedLength = target.length();
    }

    private void written(List<Pending> batch) {
        flushing = false;
        if (full) {
            full = false;
            listener.hasRoom();
        }
        batch.forEach(one -> one.durable().run());
        flush();
    }

    /** Takes what was half written off the log, durably, so that nobody ever finds it there. */
    private boolean takenBack() {
        Storage.AppendFile target = file;
        try {
            if (target != null) {
                target.truncate(syncedLength);
                target.sync();
            }
            return true;
        } catch (MillraceException e) {
            LOG.warn("what was half written stays at the end of the log for now: {}", e.getMessage());
            return false;
        }
    }

    /** @param gone whether nothing of the batch can be found in the log */
    private void notWritten(List<Pending> batch, MillraceException e, boolean gone) {
        flushing = false;
        if (e.sqlState() == SqlState.DISK_FULL && !closed) {
            List<Pending> all = new ArrayList<>(batch);
            all.addAll(pending);
            pending = new ArrayList<>();
            waitForRoom(e);
            for (Pending one : all) {
                Consumer<MillraceException> refused = one.refused();
                if (refused == null || !gone) {
                    pending.add(one);
                } else {
                    refused.accept(e);
                }
            }
        } else if (!failed) {
            failed = true;
            listener.broken(e);
        }
    }

    private void waitForRoom(MillraceException why) {
        if (!full) {
            full = true;
            listener.full(why);
        }
        waitingForRoom = true;
        timer.after(
                RETRY_MILLIS,
                () -> conductor.execute(() -> {
                    waitingForRoom = false;
                    if (pending.isEmpty()) {
                        tryRoom();
                    } else {
                        flush();
                    }
                }));
    }

    /** Nothing waits to be written: finds out with bytes that mean nothing. */
    private void tryRoom() {
        if (closed || flushing) {
            return;
        }
        flushing = true;
        io.execute(() -> {
            try {
                Storage.AppendFile target = file;
                if (target != null) {
                    target.write(new byte[TRIAL_BYTES], 0, TRIAL_BYTES);
                    target.truncate(syncedLength);
                    target.sync();
                }
                conductor.execute(() -> written(List.of()));
            } catch (MillraceException e) {
                takenBack();
                conductor.execute(() -> notWritten(List.of(), e, true));
            }
        });
    }

    private static byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(FRAME_BYTES + payload.length)
                .putInt(payload.length)
                .putInt(crc(payload, 0, payload.length))
                .put(payload)
                .array();
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private List<LogRecord> readSegment(Path path, boolean newest) {
        byte[] bytes = storage.read(path);
        List<LogRecord> records = new ArrayList<>();
        int position = MAGIC.length;
        boolean sound = bytes.length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        if (!sound) {
            position = 0;
        }
        while (sound && position < bytes.length) {
            int length = length(bytes, position);
            if (length < 0) {
                break;
            }
            records.add(decode(path, bytes, position, length));
            position += FRAME_BYTES + length;
        }
        if (position < bytes.length || !sound) {
            if (!newest) {
                throw new MillraceException(
                        SqlState.DATA_CORRUPTED, "the epoch log " + path + " is damaged at byte " + position);
            }
            LOG.info("epoch log {}: cut off {} unacknowledged bytes at {}", path, bytes.length - position, position);
            if (sound) {
                storage.truncate(path, position);
            } else {
                storage.delete(path);
            }
        }
        return records;
    }

    /** Length of the sound record at that position, or −1. */
    private static int length(byte[] bytes, int position) {
        if (bytes.length - position < FRAME_BYTES) {
            return -1;
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes, position, FRAME_BYTES);
        int length = frame.getInt();
        int crc = frame.getInt();
        boolean whole = length > 0 && length <= bytes.length - position - FRAME_BYTES;
        return whole && crc(bytes, position + FRAME_BYTES, length) == crc ? length : -1;
    }

    private static LogRecord decode(Path path, byte[] bytes, int position, int length) {
        int from = position + FRAME_BYTES;
        try {
            return LogRecordCodec.read(Arrays.copyOfRange(bytes, from, from + length));
        } catch (IOException e) {
            throw new MillraceException(
                    SqlState.DATA_CORRUPTED,
                    "the epoch log " + path + " holds an unreadable record at byte " + position + ": " + e.getMessage(),
                    e);
        }
    }

    private Path path(long number) {
        return directory.resolve(String.format("%012d.log", number));
    }

    @Override
    public void close() {
        closed = true;
        if (file != null && !flushing) {
            file.close();
            file = null;
        }
    }
}
