/** SQL scripts with expected results, run in every way a user can run them. */
@NullMarked
package io.millrace.server.scripts;

import org.jspecify.annotations.NullMarked;
