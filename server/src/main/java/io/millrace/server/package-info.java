/**
 * Wires the modules into a database, and serves it. The only place that sees them all.
 */
@NullMarked
package io.millrace.server;

import org.jspecify.annotations.NullMarked;
