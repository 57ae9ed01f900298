@NullMarked
package io.millrace.connector.filesystem;

import org.jspecify.annotations.NullMarked;
