package io.millrace.executor.state.table;

/** What the runner of a task asks of every table. */
interface Table {
    /** Everything changed since the last freeze. */
    Changes freeze(int number);

    /** Bytes of memory held. */
    long memoryBytes();
}
