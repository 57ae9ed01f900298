@NullMarked
package broken.executor;

import org.jspecify.annotations.NullMarked;
