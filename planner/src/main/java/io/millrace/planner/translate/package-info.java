/**
 * From relational trees to physical plans. {@link io.millrace.planner.translate.Translator} walks the tree, {@link
 * io.millrace.planner.translate.PlanNodes} makes the nodes with their properties, {@link
 * io.millrace.planner.translate.Expressions} turns Rex into expressions. Imports {@code catalog}, {@code type} and {@code
 * validate}.
 */
@NullMarked
package io.millrace.planner.translate;

import org.jspecify.annotations.NullMarked;
