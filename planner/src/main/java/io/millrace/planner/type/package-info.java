/**
 * Types on both sides of the border: {@link io.millrace.planner.type.Types} turns those of the vocabulary into Calcite's
 * and back, {@link io.millrace.planner.type.MillraceTypeSystem} says how Calcite derives them.
 */
@NullMarked
package io.millrace.planner.type;

import org.jspecify.annotations.NullMarked;
