package io.millrace.connector.nexmark;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts laid out one after the other, to copy from. <b>Threading:</b> immutable. */
final class Words {
    private final byte[] data;
    private final int[] offsets;

    private Words(byte[] data, int[] offsets) {
        this.data = data;
        this.offsets = offsets;
    }

    static Words of(List<String> words) {
        int[] offsets = new int[words.size() + 1];
        for (int i = 0; i < words.size(); i++) {
            offsets[i + 1] = offsets[i] + words.get(i).length();
        }
        return new Words(String.join("", words).getBytes(StandardCharsets.US_ASCII), offsets);
    }

    int size() {
        return offsets.length - 1;
    }

    /** Copies a word and gives the position behind it. */
    int copy(int word, byte[] target, int position) {
        int length = offsets[word + 1] - offsets[word];
        System.arraycopy(data, offsets[word], target, position, length);
        return position + length;
    }

    byte[] data() {
        return data;
    }

    int start(int word) {
        return offsets[word];
    }

    int length(int word) {
        return offsets[word + 1] - offsets[word];
    }
}
