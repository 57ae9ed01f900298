package io.millrace.connector.nexmark;

import io.millrace.spi.batch.ColumnBuilder.OfBytes;

/** Random texts of random length, appended in place. */
final class Texts {
    static final int LENGTH_MIN = 3;

    private Texts() {}

    /** Words of 3 to below {@code lengthMax} bytes, less the spaces at both ends; gives the length. */
    static int append(OfBytes column, Letters words, long bits, int lengthMax) {
        byte[] target = column.reserveNext(lengthMax);
        int start = column.position();
        int length = LENGTH_MIN + (int) Hash.below(lengthMax - LENGTH_MIN, bits >>> 32);
        int end = words.copy(bits, length, target, start);
        while (end > start && target[end - 1] == ' ') {
            end--;
        }
        int first = start;
        while (first < end && target[first] == ' ') {
            first++;
        }
        System.arraycopy(target, first, target, start, end - first);
        column.appended(end - first);
        return end - first;
    }

    /** Letters, so many on average, give or take a fifth; none if that is negative. */
    static void appendExtra(OfBytes column, Letters letters, long bits, int lengthAverage) {
        if (lengthAverage <= 0) {
            column.append(new byte[0], 0, 0);
            return;
        }
        int delta = (lengthAverage + 2) / 5;
        int length = lengthAverage - delta + (int) Hash.below(2L * delta, bits >>> 32);
        letters.copy(bits, length, column.reserveNext(length), column.position());
        column.appended(length);
    }
}
