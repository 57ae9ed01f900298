/**
 * A sink that forgets rows but counts them: {@link io.millrace.connector.blackhole.BlackholeTotals} says how many came and
 * what they add up to. Imports {@code spi} only.
 */
@NullMarked
package io.millrace.connector.blackhole;

import org.jspecify.annotations.NullMarked;
