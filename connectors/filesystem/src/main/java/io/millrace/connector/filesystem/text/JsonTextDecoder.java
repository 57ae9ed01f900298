package io.millrace.connector.filesystem.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfBytes;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON text, as it is given; a plain text must be JSON. */
final class JsonTextDecoder extends ColumnDecoder {
    private final JsonFactory factory = new JsonFactory();
    private OfBytes column = (OfBytes) ColumnBuilder.of(Storage.BYTES, 1);

    JsonTextDecoder(Field field) {
        super(field);
    }

    @Override
    void bound(ColumnBuilder newColumn) {
        column = (OfBytes) newColumn;
    }

    @Override
    public void text(byte[] data, int from, int to) {
        if (!isJson(data, from, to)) {
            throw expected(data, from, to);
        }
        append(data, from, to);
    }

    private boolean isJson(byte[] data, int from, int to) {
        try (JsonParser parser = factory.createParser(data, from, to - from)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private void append(byte[] data, int from, int to) {
        if (Utf8.characters(data, from, to) < 0) {
            throw new BadRow("column \"" + field().name() + "\": expected UTF-8, found other bytes");
        }
        column.append(data, from, to - from);
    }

    @Override
    public void jsonNumber(byte[] data, int from, int to) {
        append(data, from, to);
    }

    @Override
    public void jsonBoolean(boolean value) {
        column.append(String.valueOf(value).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void json(byte[] data, int from, int to) {
        append(data, from, to);
    }
}
