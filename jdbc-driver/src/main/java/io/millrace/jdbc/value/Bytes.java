package io.millrace.jdbc.value;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;

/** Conversions to bytes. */
final class Bytes {
    private Bytes() {}

    static byte[] of(Object value) throws SQLException {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        } else if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        } else if (value instanceof UUID uuid) {
            return ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
        }
        throw Numbers.notA(value, "bytes", null);
    }

    static InputStream stream(Object value) throws SQLException {
        return new ByteArrayInputStream(of(value));
    }
}
