/**
 * From a parsed query to a relational tree: {@link io.millrace.planner.validate.QueryFrontEnd} validates and converts,
 * {@link io.millrace.planner.validate.FunctionTable} is what can be called, {@link
 * io.millrace.planner.validate.SqlErrors} gives every complaint its SQLSTATE. Imports {@code catalog} and {@code type}.
 */
@NullMarked
package io.millrace.planner.validate;

import org.jspecify.annotations.NullMarked;
