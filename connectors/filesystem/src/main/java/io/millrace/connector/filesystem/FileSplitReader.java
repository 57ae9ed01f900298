package io.millrace.connector.filesystem;

import io.millrace.connector.filesystem.csv.CsvDecoder;
import io.millrace.connector.filesystem.text.RowDecoder;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.RateLimit;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.charset.StandardCharsets;

/**
 * Reads one file. The position is that of the next record and the number of lines before it. A last line without a line feed
 * is a row of a file that does not grow; in one that does, it is not one yet.
 *
 * <p><b>Threading:</b> one thread. It reads a hundred kilobytes at a time, which the operating system has read ahead, so it
 * does not count as blocking.
 */
final class FileSplitReader implements SplitReader {
    private static final int ROW_SHOWN_BYTES_MAX = 1_000;
    private static final int BYTE_ORDER_MARK_LENGTH = 3;
    private static final int TAIL_BYTES = 1 << 16;
    /** So many records a call, blank and bad ones too. */
    private static final int RECORDS_MAX = 4 * RowBatch.ROWS_TARGET;

    private final String file;
    private final FilesystemOptions options;
    private final RowDecoder decoder;
    private final ReadContext context;
    private final RateLimit.Share rateLimit;
    private final FileInput input;
    private final boolean grows;

    private long lines;
    private boolean begun;
    private boolean ended;
    /** Whether the end of the file was reached at {@link #endSeenNanos}. */
    private boolean atEnd;

    private long endSeenNanos;

    FileSplitReader(
            String file,
            FilesystemOptions options,
            RateLimit rateLimit,
            RowDecoder decoder,
            SplitPosition position,
            ReadContext context) {
        this(file, options, rateLimit, decoder, position, context, FileInput.BUFFER_BYTES);
    }

    FileSplitReader(
            String file,
            FilesystemOptions options,
            RateLimit rateLimit,
            RowDecoder decoder,
            SplitPosition position,
            ReadContext context,
            int bufferBytes) {
        this.file = file;
        this.options = options;
        this.decoder = decoder;
        this.context = context;
        this.rateLimit = rateLimit.share(context);
        grows = options.monitorInterval().isPresent();
        input = new FileInput(file, bufferBytes);
        input.seek(position.offset());
        lines = position.ordinal();
        requireSize();
        input.close();
    }

    @Override
    public Status read(BatchBuilder rows, long untilOffset) {
        if (ended) {
            return Status.END;
        }
        if (!begun && !begin()) {
            return noMore();
        }
        decoder.bind(rows);
        int room = Math.max(0, RowBatch.ROWS_TARGET - rows.rows());
        int allowed = rateLimit.available(room);
        int rowsBefore = rows.rows();
        Status status = allowed < room ? Status.IDLE : Status.MORE;
        int records = 0;
        while (rows.rows() - rowsBefore < allowed && records++ < RECORDS_MAX) {
            if (input.offset() >= untilOffset) {
                status = Status.IDLE;
                break;
            }
            if (!decodeRecord(rows)) {
                status = noMore();
                break;
            }
        }
        rateLimit.take(rows.rows() - rowsBefore);
        return records > RECORDS_MAX ? Status.MORE : status;
    }

    @Override
    public SplitPosition position() {
        return new SplitPosition(input.offset(), lines);
    }

    /** The end of the last complete record. */
    @Override
    public long currentEnd() {
        if (!grows) {
            return NO_LIMIT;
        }
        try (FileInput ahead = new FileInput(file, FileInput.BUFFER_BYTES)) {
            return options.format() == FileFormat.JSON ? endOfLines(ahead) : endOfRecords(ahead);
        }
    }

    @Override
    public void close() {
        rateLimit.idle();
        input.close();
    }

    private long endOfRecords(FileInput ahead) {
        ahead.seek(input.offset());
        while (ahead.fill()) {
            ahead.advanceTo(decoder.endOfCompleteRecords(ahead.data(), ahead.position(), ahead.limit()));
        }
        return ahead.offset();
    }

    /** Where every record is a line, the file is looked at from its end. */
    private long endOfLines(FileInput ahead) {
        long to = ahead.size();
        while (to > input.offset()) {
            long from = Math.max(input.offset(), to - TAIL_BYTES);
            ahead.seek(from);
            while (ahead.limit() < to - from && ahead.fill()) {
                // until the tail is there
            }
            int end = decoder.endOfCompleteRecords(ahead.data(), 0, (int) Math.min(to - from, ahead.limit()));
            if (end > 0) {
                return from + end;
            }
            to = from;
        }
        return input.offset();
    }

    private Status noMore() {
        rateLimit.idle();
        if (grows) {
            return Status.IDLE;
        }
        ended = true;
        input.close();
        return Status.END;
    }

    /** Reads what stands before the first record; false if it is not there yet, or the file is empty. */
    private boolean begin() {
        long start = input.offset();
        boolean header = decoder instanceof CsvDecoder csv && csv.hasHeader();
        if (start == 0 || header) {
            input.seek(0);
            boolean ready = skipByteOrderMark() && (!header || readHeader((CsvDecoder) decoder));
            if (!ready || start > 0) {
                lines = start > 0 ? lines : 0;
                input.seek(start);
            }
            begun = ready;
            return ready;
        }
        begun = true;
        return true;
    }

    private boolean skipByteOrderMark() {
        while (input.limit() < BYTE_ORDER_MARK_LENGTH && fill()) {
            // until there is as much
        }
        byte[] data = input.data();
        if (input.limit() >= BYTE_ORDER_MARK_LENGTH
                && data[0] == (byte) 0xef
                && data[1] == (byte) 0xbb
                && data[2] == (byte) 0xbf) {
            input.advanceTo(BYTE_ORDER_MARK_LENGTH);
        }
        return input.limit() > (grows ? BYTE_ORDER_MARK_LENGTH - 1 : 0);
    }

    private boolean readHeader(CsvDecoder csv) {
        int end = csv.readHeader(file, input.data(), input.position(), input.limit(), false);
        while (end == RowDecoder.INCOMPLETE) {
            boolean last = !fill();
            if (last && grows) {
                return false;
            }
            end = csv.readHeader(file, input.data(), input.position(), input.limit(), last);
        }
        input.advanceTo(end);
        lines = input.offset() > 0 && lines == 0 ? csv.lines() : lines;
        return true;
    }

    /** Decodes the next record, good or bad; false if there is none now. */
    private boolean decodeRecord(BatchBuilder rows) {
        int end = decode(rows, false);
        while (end == RowDecoder.INCOMPLETE) {
            if (fill()) {
                end = decode(rows, false);
            } else if (grows || input.position() == input.limit()) {
                return false;
            } else {
                end = decode(rows, true);
            }
        }
        String problem = decoder.problem();
        if (problem != null) {
            context.rejectRow(file + ":" + (lines + 1), problem, shown(input.position(), end));
        }
        input.advanceTo(end);
        lines += decoder.lines();
        return true;
    }

    private int decode(BatchBuilder rows, boolean last) {
        return input.position() == input.limit()
                ? RowDecoder.INCOMPLETE
                : decoder.decode(input.data(), input.position(), input.limit(), last, rows);
    }

    private String shown(int from, int end) {
        byte[] data = input.data();
        int to = end;
        while (to > from && (data[to - 1] == '\n' || data[to - 1] == '\r')) {
            to--;
        }
        int shownTo = Math.min(to, from + ROW_SHOWN_BYTES_MAX);
        return new String(data, from, shownTo - from, StandardCharsets.UTF_8) + (shownTo < to ? "…" : "");
    }

    /** Reads on; at the end of a growing file only as often as it is to be looked at. */
    private boolean fill() {
        if (!grows) {
            return input.fill();
        }
        long now = context.nanoTime();
        long intervalNanos = options.monitorInterval().orElseThrow().toNanos();
        if (atEnd && now - endSeenNanos < intervalNanos) {
            return false;
        }
        atEnd = !input.fill();
        if (atEnd) {
            endSeenNanos = now;
            requireSize();
        }
        return !atEnd;
    }

    /** A file that lost what was read is not the same file. */
    private void requireSize() {
        long size = input.size();
        if (size < input.endOffset()) {
            throw new MillraceException(
                    SqlState.IO_ERROR,
                    "'" + file + "' has " + size + " bytes, fewer than the " + input.endOffset()
                            + " already read: it was cut off or replaced");
        }
    }
}
