package io.millrace.planner.catalog;

/** Something a query can name where a table is wanted. */
public sealed interface CatalogObject permits ConnectorRelation, MaterializedView, NativeTable, SystemTable, View {
    QualifiedName name();
}
