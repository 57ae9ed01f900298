package io.millrace.connector.filesystem.csv;

import java.nio.charset.StandardCharsets;

/**
 * How a CSV file is written.
 *
 * @param header whether its first record names the columns
 * @param nullText what stands for NULL where it is not quoted
 */
public record CsvDialect(boolean header, byte delimiter, byte quote, String nullText) {
    public static final CsvDialect DEFAULT = new CsvDialect(true, (byte) ',', (byte) '"', "");

    public CsvDialect {
        if (delimiter == quote || isSpecial(delimiter) || isSpecial(quote)) {
            throw new IllegalArgumentException("delimiter " + delimiter + ", quote " + quote);
        }
        for (byte b : nullText.getBytes(StandardCharsets.UTF_8)) {
            if (b == delimiter || b == quote || isSpecial(b)) {
                throw new IllegalArgumentException("NULL text " + nullText);
            }
        }
    }

    byte[] nullBytes() {
        return nullText.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isSpecial(byte b) {
        return b == '\n' || b == '\r' || b < 0;
    }
}
