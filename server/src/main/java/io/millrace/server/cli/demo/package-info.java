/**
 * The demonstration: {@link io.millrace.server.cli.demo.Demo}, written against JDBC like any program that uses Millrace.
 */
@NullMarked
package io.millrace.server.cli.demo;

import org.jspecify.annotations.NullMarked;
