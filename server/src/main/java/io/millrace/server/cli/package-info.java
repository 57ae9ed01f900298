/**
 * The command line, {@code bin/millrace}: {@link io.millrace.server.cli.Main} and a class for each command. The shell is in
 * {@code shell}, the demonstration in {@code demo}.
 */
@NullMarked
package io.millrace.server.cli;

import org.jspecify.annotations.NullMarked;
