package io.millrace.executor.state.table;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.key.KeyGroups;

/**
 * The key groups that a task owns.
 *
 * @param count key groups of the query
 * @param first first one of the task
 * @param end one behind the last one of the task
 */
record Partition(int count, int first, int end) {
    static Partition of(int task, int parallelism, int keyGroups) {
        return new Partition(
                keyGroups, KeyGroups.first(task, keyGroups, parallelism), KeyGroups.end(task, keyGroups, parallelism));
    }

    int group(int hash) {
        return KeyGroups.ofHash(hash, count);
    }

    void check(int group) {
        if (group < first || group >= end) {
            throw MillraceException.internal("state of key group " + group + " in a task that owns " + first + " to "
                    + (end - 1) + ": its input is partitioned by other columns than the table");
        }
    }

    /** Where the keys of a group begin in the store. */
    static byte[] start(int group) {
        return new byte[] {(byte) (group >>> 8), (byte) group};
    }

    /** Where the keys of a group begin that have that time or a later one. */
    static byte[] start(int group, long time) {
        ByteSink key = new ByteSink(KeyCodec.GROUP_BYTES + 8);
        key.putShort(group);
        KeyCodec.putTime(key, time);
        return key.toArray();
    }
}
