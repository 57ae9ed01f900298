/**
 * What a programmer would write by hand for one query and one thread: the limit that a general engine is measured against.
 * {@link io.millrace.bench.hand.HandEngine} chooses the loop. Imports {@code bench.engine}, {@code bench.loaded},
 * {@code bench.nexmark} and the hash that our sink takes.
 */
@NullMarked
package io.millrace.bench.hand;

import org.jspecify.annotations.NullMarked;
