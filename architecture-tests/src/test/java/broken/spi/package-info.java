@NullMarked
package broken.spi;

import org.jspecify.annotations.NullMarked;
