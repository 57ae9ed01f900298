package io.millrace.connector.filesystem.text;

/** Checks on UTF-8 slices. */
public final class Utf8 {
    private Utf8() {}

    static boolean isAscii(byte[] data, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            if (!Words.isAscii(Words.at(data, i))) {
                return false;
            }
        }
        for (; i < to; i++) {
            if (data[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The number of characters (code points), or −1 if the slice is not well-formed UTF-8. */
    static int characters(byte[] data, int from, int to) {
        int count = 0;
        int i = from;
        while (i < to) {
            int length = sequenceLength(data, i, to);
            if (length == 0) {
                return -1;
            }
            i += length;
            count++;
        }
        return count;
    }

    /** The length of the character at a position, 0 if it is malformed. <b>Source:</b> Unicode 15, table 3-7. */
    private static int sequenceLength(byte[] data, int at, int to) {
        int lead = data[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || at + length > to) {
            return 0;
        }
        int second = data[at + 1] & 0xff;
        int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((data[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
