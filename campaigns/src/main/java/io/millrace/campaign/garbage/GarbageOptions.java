package io.millrace.campaign.garbage;

/**
 * @param strings how many are generated
 * @param first number of the first one
 * @param failuresMax after so many it ends
 * @param jobs how many databases at once
 */
public record GarbageOptions(long strings, long seed, long first, int failuresMax, int jobs) {}
