@NullMarked
package io.millrace.connector.filesystem.text;

import org.jspecify.annotations.NullMarked;
