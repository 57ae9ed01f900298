/**
 * From the Java value of a row to whatever a getter of {@link java.sql.ResultSet} asks for. Read {@link
 * io.millrace.jdbc.value.ValueAccessor} first. Imports nothing else of ours.
 */
@NullMarked
package io.millrace.jdbc.value;

import org.jspecify.annotations.NullMarked;
