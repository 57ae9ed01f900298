/**
 * The engine: the database's catalog, clock of epochs, running queries, tables and points in history behind one door,
 * {@link io.millrace.executor.engine.Engine}.
 */
@NullMarked
package io.millrace.executor.engine;

import org.jspecify.annotations.NullMarked;
