/**
 * What {@link java.sql.DatabaseMetaData} tells of the database: read from {@code information_schema} and {@code sys} by
 * SQL ({@link io.millrace.jdbc.metadata.Catalog}, which lists the relations and columns it needs), put into the shapes that
 * JDBC prescribes ({@link io.millrace.jdbc.metadata.Shape}). Imports nothing else of ours.
 */
@NullMarked
package io.millrace.jdbc.metadata;

import org.jspecify.annotations.NullMarked;
