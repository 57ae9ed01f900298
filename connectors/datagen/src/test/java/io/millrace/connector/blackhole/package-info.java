@NullMarked
package io.millrace.connector.blackhole;

import org.jspecify.annotations.NullMarked;
