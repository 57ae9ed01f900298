/**
 * Parsed statements to physical plans. Read {@link io.millrace.planner.Planner} first; a statement goes through {@code
 * validate} (what does it mean), {@code rewrite} (say it simpler) and {@code translate} (how is it done). {@code explain}
 * prints plans, {@code catalog} is what the planner asks of the server, {@code type} the bridge between the type systems.
 */
@NullMarked
package io.millrace.planner;

import org.jspecify.annotations.NullMarked;
