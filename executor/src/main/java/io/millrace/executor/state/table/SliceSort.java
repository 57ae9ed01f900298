package io.millrace.executor.state.table;

import java.util.Arrays;

/** Sorts pieces of a byte array, each a length of four bytes and a key that begins with its key group. */
final class SliceSort {
    private static final int INSERTION_MAX = 12;

    private SliceSort() {}

    static int intAt(byte[] data, int position) {
        return data[position] << 24
                | (data[position + 1] & 0xff) << 16
                | (data[position + 2] & 0xff) << 8
                | data[position + 3] & 0xff;
    }

    /** The starts in the order of their keys, unsigned. Keys are sorted within their group, which stays in the cache. */
    static int[] sorted(byte[] data, int[] starts, int count) {
        int groups = 0;
        for (int i = 0; i < count; i++) {
            groups = Math.max(groups, group(data, starts[i]) + 1);
        }
        int[] ends = new int[groups + 1];
        for (int i = 0; i < count; i++) {
            ends[group(data, starts[i]) + 1]++;
        }
        for (int group = 0; group < groups; group++) {
            ends[group + 1] += ends[group];
        }
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[ends[group(data, starts[i])]++] = starts[i];
        }
        int[] scratch = new int[count];
        for (int group = 0, from = 0; group < groups; from = ends[group++]) {
            sort(data, order, scratch, from, ends[group]);
        }
        return order;
    }

    private static int group(byte[] data, int start) {
        return (data[start + 4] & 0xff) << 8 | data[start + 5] & 0xff;
    }

    private static void sort(byte[] data, int[] order, int[] scratch, int from, int to) {
        if (to - from <= INSERTION_MAX) {
            insertionSort(data, order, from, to);
            return;
        }
        int middle = from + to >>> 1;
        sort(data, order, scratch, from, middle);
        sort(data, order, scratch, middle, to);
        if (compare(data, order[middle - 1], order[middle]) <= 0) {
            return;
        }
        System.arraycopy(order, from, scratch, from, middle - from);
        int left = from;
        int right = middle;
        int target = from;
        while (left < middle && right < to) {
            order[target++] = compare(data, scratch[left], order[right]) <= 0 ? scratch[left++] : order[right++];
        }
        System.arraycopy(scratch, left, order, target, middle - left);
    }

    private static void insertionSort(byte[] data, int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int start = order[i];
            int at = i;
            for (; at > from && compare(data, order[at - 1], start) > 0; at--) {
                order[at] = order[at - 1];
            }
            order[at] = start;
        }
    }

    private static int compare(byte[] data, int start, int otherStart) {
        int from = start + 4;
        int otherFrom = otherStart + 4;
        return Arrays.compareUnsigned(
                data, from, from + intAt(data, start), data, otherFrom, otherFrom + intAt(data, otherStart));
    }
}
