@NullMarked
package broken.connector.right;

import org.jspecify.annotations.NullMarked;
