/**
 * What lies between the driver and a database, near or far: {@link io.millrace.jdbc.link.Link} carries Avatica requests
 * and, beside them, the {@link io.millrace.jdbc.link.Command}s that Avatica has no request for; {@link
 * io.millrace.jdbc.link.WireType} and {@link io.millrace.jdbc.link.WireValue} say how values travel.
 *
 * <p>Used by the driver and by the server. Imports nothing else of ours.
 */
@NullMarked
package io.millrace.jdbc.link;

import org.jspecify.annotations.NullMarked;
