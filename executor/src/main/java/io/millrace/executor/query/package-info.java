/**
 * Plans at work: {@link io.millrace.executor.query.StageGraph} cuts a plan into stages,
 * {@link io.millrace.executor.query.QueryAssembly} makes their tasks, {@link io.millrace.executor.query.RunningQuery} leads
 * barriers through them and tells its owner what each epoch came to.
 */
@NullMarked
package io.millrace.executor.query;

import org.jspecify.annotations.NullMarked;
