package io.millrace.connector.filesystem;

import io.millrace.connector.filesystem.text.RowDecoder;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A window of a file in an array that is used again and again. Behind the window stands a line feed, so that scanning loops
 * need no other bound.
 *
 * <p><b>Threading:</b> one thread.
 */
final class FileInput implements AutoCloseable {
    static final int BUFFER_BYTES = 1 << 17;
    /** No record is longer. */
    static final int RECORD_BYTES_MAX = 1 << 26;

    private final String file;
    private final int bufferBytes;
    private @Nullable FileChannel channel;
    private byte[] data = {};
    private long baseOffset;
    private int position;
    private int limit;

    /** @param bufferBytes the window's size, which grows if a record is longer */
    FileInput(String file, int bufferBytes) {
        this.file = file;
        this.bufferBytes = bufferBytes;
    }

    byte[] data() {
        return data;
    }

    /** Where in the array reading goes on. */
    int position() {
        return position;
    }

    /** Where in the array the data end. */
    int limit() {
        return limit;
    }

    /** The same in the file. */
    long offset() {
        return baseOffset + position;
    }

    /** Where in the file the data end. */
    long endOffset() {
        return baseOffset + limit;
    }

    void advanceTo(int newPosition) {
        position = newPosition;
    }

    /** Goes on at another offset of the file, with an empty window. */
    void seek(long offset) {
        baseOffset = offset;
        position = 0;
        limit = 0;
    }

    /** @throws MillraceException 58P01 or 58030 with the path */
    long size() {
        try {
            return channel().size();
        } catch (IOException e) {
            throw FileErrors.of("read", file, e);
        }
    }

    /**
     * Reads on behind the window; what was before the position is dropped.
     *
     * @return whether there was anything to read
     */
    boolean fill() {
        makeRoom();
        try {
            int length = data.length - RowDecoder.PADDING_BYTES - limit;
            int read = channel().read(ByteBuffer.wrap(data, limit, length), baseOffset + limit);
            limit += Math.max(0, read);
            data[limit] = '\n';
            return read > 0;
        } catch (IOException e) {
            throw FileErrors.of("read", file, e);
        }
    }

    @Override
    public void close() {
        data = new byte[0];
        seek(offset());
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw FileErrors.of("close", file, e);
        } finally {
            channel = null;
        }
    }

    private void makeRoom() {
        if (data.length == 0) {
            data = new byte[bufferBytes];
        }
        if (position > 0) {
            System.arraycopy(data, position, data, 0, limit - position);
            baseOffset += position;
            limit -= position;
            position = 0;
        }
        if (limit == data.length - RowDecoder.PADDING_BYTES) {
            if (limit >= RECORD_BYTES_MAX) {
                throw new MillraceException(
                        SqlState.BAD_INPUT_DATA,
                        "'" + file + "' at byte " + baseOffset + ": a record is longer than " + RECORD_BYTES_MAX
                                + " bytes; perhaps a quote is not closed");
            }
            data = Arrays.copyOf(data, 2 * data.length);
        }
    }

    private FileChannel channel() throws IOException {
        if (channel == null) {
            try {
                channel = FileChannel.open(Path.of(file), StandardOpenOption.READ);
            } catch (NoSuchFileException e) {
                throw FileErrors.missing(file);
            }
        }
        return channel;
    }
}
