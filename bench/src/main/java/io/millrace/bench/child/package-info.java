/**
 * One engine, one query, one process: {@link io.millrace.bench.child.ChildMain} measures a {@link io.millrace.bench.child.Job}
 * and leaves an {@link io.millrace.bench.child.Outcome} in a file. Runs on the class path of any engine, so it may import
 * {@code bench.engine} and {@code bench.nexmark} only.
 */
@NullMarked
package io.millrace.bench.child;

import org.jspecify.annotations.NullMarked;
