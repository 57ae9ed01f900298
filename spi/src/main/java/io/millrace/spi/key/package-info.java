/** Key groups: the smallest units of keyed state that move. Start with {@link io.millrace.spi.key.KeyGroups}. */
@NullMarked
package io.millrace.spi.key;

import org.jspecify.annotations.NullMarked;
