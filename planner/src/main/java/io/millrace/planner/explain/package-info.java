/**
 * Plans for people: {@link io.millrace.planner.explain.PlanText} as an indented tree, {@link
 * io.millrace.planner.explain.PlanDot} as a graph. (As JSON a plan is what {@code PlanJson} writes.) Imports {@code plan}.
 */
@NullMarked
package io.millrace.planner.explain;

import org.jspecify.annotations.NullMarked;
