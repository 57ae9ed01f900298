/**
 * The border between the doors (JDBC, the Avatica server, the shell) and the engine: a {@link
 * io.millrace.server.session.Database} opens {@link io.millrace.server.session.Session}s, a session prepares and
 * executes statements.
 *
 * <p>Read first: {@link io.millrace.server.session.Session}. The engine implements {@code Database}, {@code Session},
 * {@code PreparedQuery}, {@code ResultCursor} and {@code DatabaseOpener}; everything here is independent of JDBC
 * and of Avatica. May import {@code io.millrace.spi} only.
 */
@NullMarked
package io.millrace.server.session;

import org.jspecify.annotations.NullMarked;
