/** Parts of the shell. */
@NullMarked
package io.millrace.server.cli.shell;

import org.jspecify.annotations.NullMarked;
