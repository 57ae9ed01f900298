@NullMarked
package broken.planner;

import org.jspecify.annotations.NullMarked;
