package io.millrace.connector.filesystem.csv;

import io.millrace.connector.filesystem.text.RowDecoder;
import io.millrace.connector.filesystem.text.Words;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of a record. A quote begins a quoted field only where a field begins; elsewhere it is a character like
 * others.
 *
 * <p><b>Threading:</b> one thread.
 */
final class CsvScanner {
    private static final byte PLAIN = 0;
    private static final byte QUOTED = 1;
    /** Quoted, with doubled quotes inside. */
    private static final byte DOUBLED = 2;

    private static final long LINE_FEEDS = Words.of('\n');

    private final byte delimiter;
    private final byte quote;
    private final long delimiters;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private byte[] forms = new byte[16];
    private int fields;
    private int lines;
    private @Nullable String problem;

    CsvScanner(CsvDialect dialect) {
        delimiter = dialect.delimiter();
        quote = dialect.quote();
        delimiters = Words.of(delimiter);
    }

    int fields() {
        return fields;
    }

    /** Lines of the record, more than one if it has line feeds in quotes. */
    int lines() {
        return lines;
    }

    /** What was wrong with the record, or null. */
    @Nullable String problem() {
        return problem;
    }

    /** Where the text of a field begins, behind its quote. */
    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    boolean isQuoted(int field) {
        return forms[field] != PLAIN;
    }

    /** Whether a quoted field has doubled quotes inside. */
    boolean hasQuotes(int field) {
        return forms[field] == DOUBLED;
    }

    /** A record without a character. */
    boolean isBlank() {
        return fields == 1 && forms[0] == PLAIN && starts[0] == ends[0] && problem == null;
    }

    /**
     * Finds the fields of the record at {@code from}; a line feed stands at the limit.
     *
     * @param last whether the end of the data ends the record too
     * @return the position behind the record, or {@link RowDecoder#INCOMPLETE}
     */
    int scan(byte[] data, int from, int limit, boolean last) {
        fields = 0;
        lines = 1;
        problem = null;
        int i = from;
        while (true) {
            int start = i;
            if (data[i] == quote && i < limit) {
                i = quoted(data, i + 1, limit, last);
                if (i < 0) {
                    return RowDecoder.INCOMPLETE;
                }
            } else {
                i = endOfPlain(data, i);
                boolean carriageReturn = data[i] == '\n' && i > start && data[i - 1] == '\r';
                add(start, carriageReturn ? i - 1 : i, PLAIN);
            }
            if (i >= limit) {
                return last ? limit : RowDecoder.INCOMPLETE;
            }
            if (data[i++] == '\n') {
                return i;
            }
        }
    }

    /** Scans a field behind its first quote up to the delimiter or line feed; negative if it is incomplete. */
    private int quoted(byte[] data, int start, int limit, boolean last) {
        byte form = QUOTED;
        int i = start;
        while (true) {
            while (i < limit && data[i] != quote) {
                lines += data[i] == '\n' ? 1 : 0;
                i++;
            }
            if (i >= limit) {
                if (!last) {
                    return -1;
                }
                problem = "a quote is opened and never closed";
                add(start, limit, form);
                return limit;
            }
            if (i + 1 >= limit || data[i + 1] != quote) {
                break;
            }
            form = DOUBLED;
            i += 2;
        }
        add(start, i, form);
        i++;
        int end = data[i] == '\r' && data[i + 1] == '\n' ? i + 1 : i;
        if (data[end] != delimiter && data[end] != '\n') {
            problem = "field " + fields + " goes on behind its closing quote";
            end = endOfPlain(data, end);
        }
        return end;
    }

    /** The next delimiter or line feed. */
    private int endOfPlain(byte[] data, int from) {
        int i = from;
        while (true) {
            long word = Words.at(data, i);
            long found = Words.equal(word, delimiters) | Words.equal(word, LINE_FEEDS);
            if (found != 0) {
                return i + Words.first(found);
            }
            i += Long.BYTES;
        }
    }

    private void add(int start, int end, byte form) {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, fields * 2);
            ends = Arrays.copyOf(ends, fields * 2);
            forms = Arrays.copyOf(forms, fields * 2);
        }
        starts[fields] = start;
        ends[fields] = end;
        forms[fields++] = form;
    }
}
