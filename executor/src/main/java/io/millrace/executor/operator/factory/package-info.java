/** Makes operators of plan nodes: {@link io.millrace.executor.operator.factory.Operators}. Imports all of them. */
@NullMarked
package io.millrace.executor.operator.factory;

import org.jspecify.annotations.NullMarked;
