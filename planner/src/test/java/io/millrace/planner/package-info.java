@NullMarked
package io.millrace.planner;

import org.jspecify.annotations.NullMarked;
