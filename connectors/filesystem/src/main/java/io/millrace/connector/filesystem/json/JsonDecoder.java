package io.millrace.connector.filesystem.json;

import static io.millrace.connector.filesystem.json.JsonScanner.ODD;

import io.millrace.connector.filesystem.text.BadRow;
import io.millrace.connector.filesystem.text.ColumnDecoder;
import io.millrace.connector.filesystem.text.RowDecoder;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.type.RowType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JSON lines, only the wanted fields of them, from bytes straight to columns. What is out of the ordinary (escapes,
 * nested values that are wanted, repeated keys, errors) is decoded again, line by line, by {@link JacksonDecoder}, which has
 * the last word.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class JsonDecoder implements RowDecoder {
    private final ColumnDecoder[] decoders;
    private final JsonKeys keys;
    private final JacksonDecoder jackson;
    /** By wanted column: the number of the record that had it last. */
    private final long[] seenIn;

    private long record;
    private @Nullable String problem;

    /** @param wanted the columns wanted, in the order they are delivered */
    public JsonDecoder(RowType wanted) {
        decoders = wanted.fields().stream().map(ColumnDecoder::of).toArray(ColumnDecoder[]::new);
        keys = new JsonKeys(wanted.names());
        jackson = new JacksonDecoder(decoders, keys);
        seenIn = new long[decoders.length];
    }

    @Override
    public void bind(BatchBuilder rows) {
        for (int i = 0; i < decoders.length; i++) {
            decoders[i].bind(rows.column(i));
        }
    }

    @Override
    public int decode(byte[] data, int from, int limit, boolean last, BatchBuilder rows) {
        problem = null;
        record++;
        int start = JsonScanner.skipBlanks(data, from);
        int end = data[start] == '\n' ? start : object(data, start);
        if (end < limit && end != ODD) {
            if (end > start) {
                rows.endRow();
            }
            return end + 1;
        }
        rows.abandonRow();
        int lineEnd = JsonScanner.lineFeed(data, from, limit);
        if (lineEnd < 0 && !last) {
            return INCOMPLETE;
        }
        lineEnd = lineEnd < 0 ? limit : lineEnd;
        if (start < lineEnd) {
            decodeOdd(data, start, lineEnd, rows);
        }
        return Math.min(limit, lineEnd + 1);
    }

    @Override
    public @Nullable String problem() {
        return problem;
    }

    @Override
    public int lines() {
        return 1;
    }

    @Override
    public int endOfCompleteRecords(byte[] data, int from, int limit) {
        int end = limit;
        while (end > from && data[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void decodeOdd(byte[] data, int from, int to, BatchBuilder rows) {
        try {
            jackson.decode(Arrays.copyOfRange(data, from, to));
            rows.endRow();
        } catch (BadRow e) {
            rows.abandonRow();
            problem = e.what();
        }
    }

    /** Decodes an object with nothing but blanks behind it; gives the position of the line feed, or {@link JsonScanner#ODD}. */
    private int object(byte[] data, int from) {
        if (data[from] != '{') {
            return ODD;
        }
        int seen = 0;
        int guess = 0;
        int i = JsonScanner.skipBlanks(data, from + 1);
        try {
            while (data[i] != '}') {
                int column;
                if (keys.matches(guess, data, i)) {
                    column = keys.column(guess);
                    i += keys.length(guess);
                } else {
                    int quote = data[i] == '"' ? JsonScanner.endOfPlainString(data, i + 1) : ODD;
                    guess = quote == ODD ? ODD : keys.index(data, i, quote + 1);
                    if (guess < 0) {
                        return ODD;
                    }
                    column = keys.column(guess);
                    i = quote + 1;
                }
                guess++;
                i = data[i] == ':' ? i + 1 : behindColon(data, i);
                if (i == ODD) {
                    return ODD;
                }
                i = data[i] == ' ' ? JsonScanner.skipBlanks(data, i) : i;
                if (column == JsonKeys.UNWANTED) {
                    i = JsonScanner.endOfValue(data, i);
                } else {
                    seen++;
                    i = value(data, i, column);
                }
                if (i == ODD) {
                    return ODD;
                }
                i = JsonScanner.skipBlanks(data, i);
                if (data[i] == ',') {
                    i = JsonScanner.skipBlanks(data, i + 1);
                    if (data[i] != '"') {
                        return ODD;
                    }
                } else if (data[i] != '}') {
                    return ODD;
                }
            }
            if (seen < decoders.length) {
                appendMissing();
            }
        } catch (BadRow e) {
            return ODD;
        }
        int end = JsonScanner.skipBlanks(data, i + 1);
        return data[end] == '\n' ? end : ODD;
    }

    private static int behindColon(byte[] data, int from) {
        int i = JsonScanner.skipBlanks(data, from);
        return data[i] == ':' ? JsonScanner.skipBlanks(data, i + 1) : ODD;
    }

    /** Appends a wanted value; gives the position behind it, or {@link JsonScanner#ODD}. */
    private int value(byte[] data, int from, int column) {
        if (seenIn[column] == record) {
            return ODD;
        }
        seenIn[column] = record;
        ColumnDecoder decoder = decoders[column];
        byte b = data[from];
        if (b == '"') {
            int quote = JsonScanner.endOfPlainString(data, from + 1);
            if (quote == ODD) {
                return ODD;
            }
            if (decoder.takesJson()) {
                decoder.json(data, from, quote + 1);
            } else {
                decoder.jsonString(data, from + 1, quote);
            }
            return quote + 1;
        } else if (b == '-' || JsonScanner.isDigit(b)) {
            int end = JsonScanner.endOfNumber(data, from);
            if (end != ODD) {
                decoder.jsonNumber(data, from, end);
            }
            return end;
        }
        int end = JsonScanner.endOfLiteral(data, from);
        if (end == ODD) {
            return ODD;
        } else if (b == 'n') {
            decoder.nothing();
        } else {
            decoder.jsonBoolean(b == 't');
        }
        return end;
    }

    private void appendMissing() {
        for (int column = 0; column < decoders.length; column++) {
            if (seenIn[column] != record) {
                decoders[column].nothing();
            }
        }
    }
}
