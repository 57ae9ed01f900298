@NullMarked
package broken.connector.left;

import org.jspecify.annotations.NullMarked;
