package io.millrace.bench.peers.duckdb;

import io.millrace.connector.blackhole.RowHash;
import io.millrace.spi.batch.JavaValues;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/** Adds up the rows of an answer as our sink does, averages rounded down. <b>Threading:</b> one thread. */
final class AnswerHash {
    private long rows;
    private long checksum;

    void addAll(ResultSet answer) throws SQLException {
        int columns = answer.getMetaData().getColumnCount();
        while (answer.next()) {
            long hash = RowHash.START;
            for (int i = 1; i <= columns; i++) {
                Object value = answer.getObject(i);
                hash = value == null ? RowHash.addNull(hash) : RowHash.add(hash, word(value));
            }
            rows++;
            checksum += hash;
        }
    }

    private static long word(@Nullable Object value) {
        if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return RowHash.ofBytes(bytes, 0, bytes.length);
        } else if (value instanceof Timestamp time) {
            return JavaValues.micros(time.toLocalDateTime());
        } else if (value instanceof Double average) {
            return (long) Math.floor(average);
        } else if (value instanceof BigInteger sum) {
            return sum.longValueExact();
        } else if (value instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("no query gives a " + value);
    }

    long rows() {
        return rows;
    }

    long checksum() {
        return checksum;
    }
}
