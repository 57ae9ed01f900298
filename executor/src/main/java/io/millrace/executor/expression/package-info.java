/**
 * Compiles the scalar expressions of a plan into Java over column batches. Read {@link
 * io.millrace.executor.expression.CalcCompiler} first (filter and projection), then {@code Emitter}, which writes the code
 * of one method; the {@code …Writer} classes know one family of functions each. {@link
 * io.millrace.executor.expression.JoinConditionCompiler} compiles predicates over pairs of rows, {@link
 * io.millrace.executor.expression.ScalarEvaluator} computes constants.
 *
 * <p>Imports the vocabulary, plan expressions and {@code expression.function}, which generated code calls; nothing of
 * operators, tasks or state.
 */
@NullMarked
package io.millrace.executor.expression;

import org.jspecify.annotations.NullMarked;
