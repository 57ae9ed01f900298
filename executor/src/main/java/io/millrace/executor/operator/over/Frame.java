package io.millrace.executor.operator.over;

/**
 * The frames of all positions of a sequence; both ends never go back from one position to the next.
 *
 * @param starts first position of each
 * @param ends first position behind each, never before its start
 */
record Frame(int[] starts, int[] ends) {}
