/**
 * Deterministic simulation: one seed is one interleaving of tasks, I/O and timers, with crashes that lose and tear what was not
 * synced.
 */
package io.millrace.executor.simulation;
