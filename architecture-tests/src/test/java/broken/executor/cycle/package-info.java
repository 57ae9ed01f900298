@NullMarked
package broken.executor.cycle;

import org.jspecify.annotations.NullMarked;
