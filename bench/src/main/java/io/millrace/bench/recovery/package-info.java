/** How long a killed server takes to its first new result: {@link io.millrace.bench.recovery.RecoveryBench}. */
@NullMarked
package io.millrace.bench.recovery;

import org.jspecify.annotations.NullMarked;
