package io.millrace.spi.connector;

/**
 * An independently readable part of a source.
 *
 * @param id stable for ever and unique in its source: a file's path, a partition's number
 * @param start where reading begins when nothing was read before
 */
public record Split(String id, SplitPosition start) {}
