/**
 * Statements typed, piped or read from files, executed over JDBC, their rows printed: {@link
 * io.millrace.server.cli.shell.Shell} reads from a terminal, {@link io.millrace.server.cli.shell.StatementRunner} executes
 * one statement, {@link io.millrace.server.cli.shell.ResultFormat} says how rows look. May import the parser and
 * {@code java.sql}.
 */
@NullMarked
package io.millrace.server.cli.shell;

import org.jspecify.annotations.NullMarked;
