@NullMarked
package broken.plan;

import org.jspecify.annotations.NullMarked;
