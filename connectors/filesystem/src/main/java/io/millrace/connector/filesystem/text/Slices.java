package io.millrace.connector.filesystem.text;

/** Questions about slices of bytes. */
final class Slices {
    private Slices() {}

    static int skipSpaces(byte[] data, int from, int to) {
        int i = from;
        while (i < to && (data[i] == ' ' || data[i] == '\t')) {
            i++;
        }
        return i;
    }

    static int dropSpaces(byte[] data, int from, int to) {
        int i = to;
        while (i > from && (data[i - 1] == ' ' || data[i - 1] == '\t')) {
            i--;
        }
        return i;
    }

    /** Whether it is made of a sign, digits, a point and an exponent, as Java's parsers read them. */
    static boolean isNumber(byte[] data, int from, int to) {
        int i = from < to && (data[from] == '-' || data[from] == '+') ? from + 1 : from;
        int digits = countDigits(data, i, to);
        i += digits;
        if (i < to && data[i] == '.') {
            int fraction = countDigits(data, i + 1, to);
            digits += fraction;
            i += 1 + fraction;
        }
        if (digits > 0 && i < to && (data[i] == 'e' || data[i] == 'E')) {
            i++;
            i = i < to && (data[i] == '-' || data[i] == '+') ? i + 1 : i;
            int exponent = countDigits(data, i, to);
            return exponent > 0 && i + exponent == to;
        }
        return digits > 0 && i == to;
    }

    private static int countDigits(byte[] data, int from, int to) {
        int i = from;
        while (i < to && data[i] >= '0' && data[i] <= '9') {
            i++;
        }
        return i - from;
    }
}
