/**
 * Joins by equal keys: {@link io.millrace.executor.operator.join.JoinShape} makes the operator.
 * {@code InnerJoinOperator} is the plain case; {@code KeyMatchOperator} and {@code RowMatchOperator} give left rows by whether
 * they have a match, without and with a condition besides the keys. {@code WindowJoinOperator} lets rows wait for the end of
 * their window.
 */
@NullMarked
package io.millrace.executor.operator.join;

import org.jspecify.annotations.NullMarked;
