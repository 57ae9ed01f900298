/**
 * What the planner must know of the objects a query names: {@link io.millrace.planner.catalog.Catalog}, which the server
 * implements, and the kinds of {@link io.millrace.planner.catalog.CatalogObject}. Imports {@code spi} and {@code plan}.
 */
@NullMarked
package io.millrace.planner.catalog;

import org.jspecify.annotations.NullMarked;
