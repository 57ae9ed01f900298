/**
 * What exists in a database, as the planner and the statements see it: {@link
 * io.millrace.server.catalog.DatabaseCatalog} keeps a {@link io.millrace.server.catalog.CatalogSnapshot} made from the
 * engine's objects, {@link io.millrace.server.catalog.Definition} is what an object's JSON says. {@link
 * io.millrace.server.catalog.Connectors} are the kinds of outside systems. May import the planner's catalog, the parser
 * and the engine's objects.
 */
@NullMarked
package io.millrace.server.catalog;

import org.jspecify.annotations.NullMarked;
