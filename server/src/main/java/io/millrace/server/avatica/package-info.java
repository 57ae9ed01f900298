/**
 * JDBC's door into the engine: one {@link io.millrace.server.avatica.MillraceMeta} over {@code server.session} answers
 * Avatica's requests and ours, whether they come from this JVM ({@link io.millrace.server.avatica.EmbeddedDatabases}) or
 * over HTTP ({@link io.millrace.server.avatica.AvaticaEndpoint}).
 *
 * <p>Read first: {@link io.millrace.server.avatica.ClientStatement}, which executes, and {@link
 * io.millrace.server.avatica.OpenResult}, which hands out rows. May import {@code server.session}, the driver's {@code link},
 * {@code url} and {@code value}, {@code spi}, and the executor's clock.
 */
@NullMarked
package io.millrace.server.avatica;

import org.jspecify.annotations.NullMarked;
