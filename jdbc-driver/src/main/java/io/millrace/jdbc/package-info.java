/**
 * The JDBC driver: remote URLs through Avatica, embedded ones through the engine on the class path.
 */
@NullMarked
package io.millrace.jdbc;

import org.jspecify.annotations.NullMarked;
