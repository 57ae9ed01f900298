package io.millrace.connector.filesystem;

import io.millrace.connector.filesystem.text.Bytes;
import io.millrace.connector.filesystem.text.RowEncoder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.SinkWriter;
import io.millrace.spi.connector.WriterContext;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one task's rows, one hidden file for each checkpoint that has any. */
final class PartWriter implements SinkWriter {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final PartNames names;
    private final RowEncoder encoder;
    private final WriterContext context;
    private final Bytes buffer = new Bytes();

    private @Nullable Path file;
    private @Nullable FileChannel channel;
    private int count;

    PartWriter(Path folder, PartNames names, RowEncoder encoder, WriterContext context) {
        this.folder = folder;
        this.names = names;
        this.encoder = encoder;
        this.context = context;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FileErrors.of("make the folder", folder.toString(), e);
        }
    }

    @Override
    public void write(RowBatch batch) {
        if (batch.rows() > 0 && channel == null) {
            open();
        }
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            if (batch.weight(row) != 1) {
                throw MillraceException.internal("a delete came to the files in '" + folder + "', which take none");
            }
            encoder.encode(batch, row, buffer);
            if (buffer.length() >= BUFFER_BYTES) {
                flush();
            }
        }
    }

    @Override
    public List<String> prepare(long epoch) {
        Path prepared = file;
        FileChannel open = channel;
        if (prepared == null || open == null) {
            return List.of();
        }
        flush();
        Path complete = folder.resolve(names.prepared(String.valueOf(prepared.getFileName()), epoch));
        try {
            open.force(true);
            open.close();
            Files.move(prepared, complete, StandardCopyOption.ATOMIC_MOVE);
            Folders.force(folder);
        } catch (IOException e) {
            throw FileErrors.of("write", prepared.toString(), e);
        }
        file = null;
        channel = null;
        return List.of(complete.getFileName() + "\t" + context.task());
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw FileErrors.of("remove", String.valueOf(file), e);
        } finally {
            channel = null;
            file = null;
        }
    }

    private void open() {
        Path created = folder.resolve(names.inProgress(context, count++));
        try {
            channel = FileChannel.open(
                    created, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            file = created;
        } catch (IOException e) {
            throw FileErrors.of("write", created.toString(), e);
        }
        encoder.header(buffer);
    }

    private void flush() {
        ByteBuffer bytes = ByteBuffer.wrap(buffer.data(), 0, buffer.length());
        try {
            while (channel != null && bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw FileErrors.of("write", String.valueOf(file), e);
        }
        buffer.clear();
    }
}
