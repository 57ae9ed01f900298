/**
 * The far database: {@link io.millrace.jdbc.http.HttpLink} speaks Avatica's JSON over {@link java.net.http.HttpClient},
 * which has no limit on parked requests that could starve a cancel. Imports {@code link} and {@code url}.
 */
@NullMarked
package io.millrace.jdbc.http;

import org.jspecify.annotations.NullMarked;
