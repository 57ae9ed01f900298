/**
 * The relations of {@code sys} and {@code information_schema}: {@link io.millrace.server.system.SystemTables} lists them,
 * {@link io.millrace.server.system.SystemRelation} is one, their rows are made from a {@link
 * io.millrace.server.system.DatabaseState} when they are read. May import the catalog and the engine.
 */
@NullMarked
package io.millrace.server.system;

import org.jspecify.annotations.NullMarked;
