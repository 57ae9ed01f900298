/** Time behind an interface, so that a simulation can own it. The only package that may ask the machine for the time. */
@NullMarked
package io.millrace.executor.clock;

import org.jspecify.annotations.NullMarked;
