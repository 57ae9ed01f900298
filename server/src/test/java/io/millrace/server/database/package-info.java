/** Sessions over the real engine, through JDBC. */
@NullMarked
package io.millrace.server.database;

import org.jspecify.annotations.NullMarked;
