@NullMarked
package io.millrace.connector.filesystem.json;

import org.jspecify.annotations.NullMarked;
