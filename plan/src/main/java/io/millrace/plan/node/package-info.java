/**
 * The physical plan: {@link io.millrace.plan.node.PhysicalPlan} is a DAG of {@link io.millrace.plan.node.PhysicalNode}s,
 * records that print and serialise and know nothing of threads. The planner makes it, the executor runs it, the catalog
 * keeps it.
 */
@NullMarked
package io.millrace.plan.node;

import org.jspecify.annotations.NullMarked;
