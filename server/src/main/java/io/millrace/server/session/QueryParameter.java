package io.millrace.server.session;

import io.millrace.spi.type.DataType;

/** A {@code ?} of a statement, with the type its value is converted to. */
public record QueryParameter(DataType type) {}
