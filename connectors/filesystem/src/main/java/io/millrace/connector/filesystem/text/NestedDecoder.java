package io.millrace.connector.filesystem.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfNested;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.TypeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON arrays as ARRAY, objects as MAP (a key is the text of a value) and as ROW (fields by name; what is missing is NULL, what
 * else is there is left out). What they hold is decoded as a column of its own would be. Of repeated fields of a ROW the first
 * counts, repeated keys of a MAP are refused.
 */
final class NestedDecoder extends ColumnDecoder {
    private final JsonFactory factory = new JsonFactory();
    private final ColumnDecoder[] children;
    private final Map<String, Integer> fields = new HashMap<>();
    private OfNested column;

    NestedDecoder(Field field) {
        super(field);
        String name = field.name();
        children = new ColumnDecoder[field.type().children().size()];
        for (int i = 0; i < children.length; i++) {
            Field child = field.type().children().get(i);
            children[i] = ColumnDecoder.of(new Field(name + "." + child.name(), child.type()));
            fields.put(child.name(), i);
        }
        column = (OfNested) ColumnBuilder.of(field.type(), 1);
    }

    @Override
    void bound(ColumnBuilder newColumn) {
        column = (OfNested) newColumn;
        for (int i = 0; i < children.length; i++) {
            children[i].bind(column.child(i));
        }
    }

    @Override
    public boolean takesJson() {
        return true;
    }

    @Override
    public void text(byte[] data, int from, int to) {
        throw expected(data, from, to);
    }

    @Override
    public void json(byte[] data, int from, int to) {
        try (JsonParser parser = factory.createParser(data, from, to - from)) {
            parser.nextToken();
            read(parser, data, from, to);
        } catch (JsonProcessingException e) {
            throw expected(data, from, to);
        } catch (MillraceException e) {
            throw new BadRow("column \"" + field().name() + "\": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value that begins with the parser's token. */
    private void read(JsonParser parser, byte[] data, int from, int to) throws IOException {
        JsonToken wanted = field().type().kind() == TypeKind.ARRAY ? JsonToken.START_ARRAY : JsonToken.START_OBJECT;
        if (parser.currentToken() != wanted) {
            throw expected(data, from, to);
        }
        switch (field().type().kind()) {
            case ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    child(0, parser, data, from, to);
                }
            }
            case MAP -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    byte[] key = parser.currentName().getBytes(StandardCharsets.UTF_8);
                    children[0].text(key, 0, key.length);
                    parser.nextToken();
                    child(1, parser, data, from, to);
                }
            }
            default -> readRow(parser, data, from, to);
        }
        column.endValue();
    }

    private void readRow(JsonParser parser, byte[] data, int from, int to) throws IOException {
        boolean[] seen = new boolean[children.length];
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            @Nullable Integer known = fields.get(parser.currentName());
            parser.nextToken();
            if (known == null || seen[known]) {
                parser.skipChildren();
            } else {
                seen[known] = true;
                child(known, parser, data, from, to);
            }
        }
        for (int i = 0; i < seen.length; i++) {
            if (!seen[i]) {
                children[i].nothing();
            }
        }
    }

    private void child(int index, JsonParser parser, byte[] data, int from, int to) throws IOException {
        ColumnDecoder decoder = children[index];
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            decoder.nothing();
        } else if (decoder instanceof NestedDecoder nested) {
            nested.read(parser, data, from, to);
        } else if (token.isStructStart() || decoder.takesJson()) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            int end = (int) parser.currentLocation().getByteOffset();
            decoder.json(data, from + start, from + end);
        } else {
            byte[] text = parser.getText().getBytes(StandardCharsets.UTF_8);
            switch (token) {
                case VALUE_STRING -> decoder.jsonString(text, 0, text.length);
                case VALUE_TRUE -> decoder.jsonBoolean(true);
                case VALUE_FALSE -> decoder.jsonBoolean(false);
                default -> decoder.jsonNumber(text, 0, text.length);
            }
        }
    }
}
