/**
 * The JDBC driver: Avatica's JDBC classes with what Millrace needs otherwise, over one {@link
 * io.millrace.jdbc.link.Link} per connection, be it to an engine in this JVM or to a server.
 *
 * <p>Read first: {@link io.millrace.jdbc.MillraceDriver}, then {@link io.millrace.jdbc.Execution}, which statements and
 * prepared statements share. Imports the other packages of this module, and nothing of the engine.
 */
@NullMarked
package io.millrace.jdbc;

import org.jspecify.annotations.NullMarked;
