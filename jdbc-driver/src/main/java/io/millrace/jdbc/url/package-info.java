/**
 * {@code jdbc:millrace:} URLs and connection properties. Read {@link io.millrace.jdbc.url.DatabaseUrl} first. Imports
 * nothing else of ours.
 */
@NullMarked
package io.millrace.jdbc.url;

import org.jspecify.annotations.NullMarked;
