/** Tests of tables and views by epoch. */
package io.millrace.executor.relation;
