package io.millrace.planner.catalog;

import io.millrace.spi.type.RowType;

/** A table of {@code sys} or {@code information_schema}: what it holds is asked when it is read. */
public record SystemTable(QualifiedName name, RowType rowType) implements CatalogObject {}
