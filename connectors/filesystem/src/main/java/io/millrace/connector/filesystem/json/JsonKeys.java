package io.millrace.connector.filesystem.json;

import io.millrace.spi.batch.BytesColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of objects seen so far, in the order of their first appearance, each with the wanted column it names. Objects of
 * one file tend to have the same keys in the same order, so the next key is guessed and only compared.
 *
 * <p><b>Threading:</b> one thread.
 */
final class JsonKeys {
    static final int UNWANTED = -1;

    /** Keys beyond these are looked up afresh. */
    private static final int KEYS_MAX = 512;

    private static final int TABLE_SIZE = 4 * KEYS_MAX;

    private final Map<String, Integer> columns = new HashMap<>();
    /** With their quotes. */
    private final byte[][] keys = new byte[KEYS_MAX][];

    private final int[] columnOf = new int[KEYS_MAX];
    /** Open addressing; one more than the key's index. */
    private final short[] table = new short[TABLE_SIZE];

    private int count;

    JsonKeys(List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            columns.put(wanted.get(i), i);
        }
    }

    /** Whether the guessed key stands at a position; its length is then {@link #length}. */
    boolean matches(int guess, byte[] data, int at) {
        if (guess >= count) {
            return false;
        }
        byte[] key = keys[guess];
        int end = at + key.length;
        return end <= data.length && Arrays.equals(key, 0, key.length, data, at, end);
    }

    int length(int index) {
        return keys[index].length;
    }

    /** The wanted column a known key names, or {@link #UNWANTED}. */
    int column(int index) {
        return columnOf[index];
    }

    /** The wanted column a name stands for, or null. */
    @Nullable Integer column(String name) {
        return columns.get(name);
    }

    /** The index of a key, learnt if it is new; negative if there are too many. */
    int index(byte[] data, int from, int to) {
        int slot = BytesColumn.hash(data, from, to) & TABLE_SIZE - 1;
        while (table[slot] != 0) {
            byte[] key = keys[table[slot] - 1];
            if (Arrays.equals(key, 0, key.length, data, from, to)) {
                return table[slot] - 1;
            }
            slot = slot + 1 & TABLE_SIZE - 1;
        }
        if (count == KEYS_MAX) {
            return -1;
        }
        keys[count] = Arrays.copyOfRange(data, from, to);
        Integer column = columns.get(new String(data, from + 1, to - from - 2, StandardCharsets.UTF_8));
        columnOf[count] = column == null ? UNWANTED : column;
        table[slot] = (short) ++count;
        return count - 1;
    }
}
