/**
 * The physical plan: what the planner hands to the executor, as data. Imports {@code io.millrace.spi}.
 */
@NullMarked
package io.millrace.plan;

import org.jspecify.annotations.NullMarked;
