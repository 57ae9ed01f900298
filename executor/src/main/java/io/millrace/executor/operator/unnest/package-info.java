/** UNNEST: arrays and maps become rows. Imports the operator contract and the vocabulary. */
@NullMarked
package io.millrace.executor.operator.unnest;

import org.jspecify.annotations.NullMarked;
