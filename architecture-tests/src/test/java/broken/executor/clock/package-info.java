@NullMarked
package broken.executor.clock;

import org.jspecify.annotations.NullMarked;
