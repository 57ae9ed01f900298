package io.millrace.connector.filesystem.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.connector.filesystem.text.BadRow;
import io.millrace.connector.filesystem.text.ColumnDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one line with Jackson: slow and thorough. Of repeated keys the last counts.
 *
 * <p><b>Threading:</b> one thread.
 */
final class JacksonDecoder {
    private final JsonFactory factory = new JsonFactory();
    private final ColumnDecoder[] decoders;
    private final JsonKeys keys;
    private final @Nullable Value[] values;

    JacksonDecoder(ColumnDecoder[] decoders, JsonKeys keys) {
        this.decoders = decoders;
        this.keys = keys;
        values = new @Nullable Value[decoders.length];
    }

    /** @param bytes a string's content, or a number's or nested value's text */
    private record Value(JsonToken token, byte[] bytes) {}

    /**
     * Appends a value to every column.
     *
     * @throws BadRow if the line is no JSON object, or a value does not suit its column
     */
    void decode(byte[] line) {
        Arrays.fill(values, null);
        try (JsonParser parser = factory.createParser(line)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new BadRow("expected a JSON object, found " + found(first));
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Integer column = keys.column(parser.currentName());
                JsonToken token = parser.nextToken();
                if (column == null) {
                    parser.skipChildren();
                } else {
                    values[column] = value(parser, token, line, decoders[column]);
                }
            }
            if (parser.nextToken() != null) {
                throw new BadRow("expected one JSON object in the line, found more behind it");
            }
        } catch (JsonProcessingException e) {
            throw new BadRow("expected a JSON object: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int column = 0; column < decoders.length; column++) {
            append(decoders[column], values[column]);
        }
    }

    private static String found(@Nullable JsonToken token) {
        return token == null
                ? "nothing"
                : switch (token) {
                    case START_ARRAY -> "an array";
                    case VALUE_STRING -> "a string";
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
                    default -> token.asString() == null ? "another value" : token.asString();
                };
    }

    private static Value value(JsonParser parser, JsonToken token, byte[] line, ColumnDecoder decoder)
            throws IOException {
        if (token.isStructStart() || (decoder.takesJson() && token != JsonToken.VALUE_NULL)) {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            int to = (int) parser.currentLocation().getByteOffset();
            return new Value(JsonToken.START_OBJECT, Arrays.copyOfRange(line, from, to));
        }
        return new Value(token, token.isScalarValue() ? utf8(parser.getText(), decoder) : new byte[0]);
    }

    private static byte[] utf8(String text, ColumnDecoder decoder) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw new BadRow("column \"" + decoder.field().name() + "\": half of a surrogate pair stands alone");
        }
    }

    private static void append(ColumnDecoder decoder, @Nullable Value value) {
        if (value == null || value.token() == JsonToken.VALUE_NULL) {
            decoder.nothing();
            return;
        }
        byte[] bytes = value.bytes();
        switch (value.token()) {
            case VALUE_STRING -> decoder.jsonString(bytes, 0, bytes.length);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> decoder.jsonNumber(bytes, 0, bytes.length);
            case VALUE_TRUE -> decoder.jsonBoolean(true);
            case VALUE_FALSE -> decoder.jsonBoolean(false);
            default -> decoder.json(bytes, 0, bytes.length);
        }
    }
}
