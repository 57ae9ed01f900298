@NullMarked
package io.millrace.connector.filesystem.csv;

import org.jspecify.annotations.NullMarked;
