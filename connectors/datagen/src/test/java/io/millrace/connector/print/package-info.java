@NullMarked
package io.millrace.connector.print;

import org.jspecify.annotations.NullMarked;
