/**
 * Engines beside each other: {@link io.millrace.bench.compare.Comparison} starts a process for each engine, query and round in
 * turn, {@link io.millrace.bench.compare.Report} makes tables of what they found. Imports {@code bench.child} and
 * {@code bench.nexmark}; engines only by the names of their classes.
 */
@NullMarked
package io.millrace.bench.compare;

import org.jspecify.annotations.NullMarked;
