/**
 * State that survives a restart. Operators see {@link io.millrace.executor.state.KeyedState} and its tables; behind them
 * a {@link io.millrace.executor.state.StateStore} keeps bytes ordered by key. The sub-packages are the backends.
 */
@NullMarked
package io.millrace.executor.state;

import org.jspecify.annotations.NullMarked;
