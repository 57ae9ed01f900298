package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.Storage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * LISTAGG and the JSON aggregates: the texts that are not NULL with a separator between them; DISTINCT takes each once.
 *
 * @param open stands before all texts
 * @param close stands behind them
 */
record JoinedTexts(String name, byte[] open, byte[] separator, byte[] close, boolean distinct)
        implements CollectedValues.Collection {
    /** What a text may have, far below what an array can. */
    private static final int BYTES_MAX = 1 << 28;

    private static final byte[] NOTHING = {};
    private static final byte[] COMMA = {','};

    static JoinedTexts separated(String name, byte[] separator, boolean distinct) {
        return new JoinedTexts(name, NOTHING, separator, NOTHING, distinct);
    }

    /** With commas. */
    static JoinedTexts enclosed(String name, String open, String close) {
        return new JoinedTexts(
                name, open.getBytes(StandardCharsets.UTF_8), COMMA, close.getBytes(StandardCharsets.UTF_8), false);
    }

    @Override
    public void append(Composite composite, BytesColumn values, long[] copies, int count, ColumnBuilder out) {
        ColumnBuilder texts = ColumnBuilder.of(Storage.BYTES, count);
        for (int i = 0; i < count; i++) {
            composite.appendValue(values, i, texts);
        }
        BytesColumn column = (BytesColumn) texts.build();
        ByteArrayOutputStream joined = new ByteArrayOutputStream(column.data().length + count * separator.length + 2);
        joined.writeBytes(open);
        boolean first = true;
        for (int i = 0; i < count; i++) {
            for (long copy = column.isNull(i) ? 0 : distinct ? 1 : copies[i]; copy > 0; copy--) {
                if (!first) {
                    joined.write(separator, 0, separator.length);
                }
                first = false;
                joined.write(column.data(), column.start(i), column.length(i));
                if (joined.size() > BYTES_MAX) {
                    throw new MillraceException(
                            SqlState.STRING_TOO_LONG,
                            "the text of " + name + " is longer than " + BYTES_MAX + " bytes");
                }
            }
        }
        joined.writeBytes(close);
        ((ColumnBuilder.OfBytes) out).append(joined.toByteArray());
    }

    @Override
    public Storage storage() {
        return Storage.BYTES;
    }
}
