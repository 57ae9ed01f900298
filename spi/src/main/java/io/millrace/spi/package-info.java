/**
 * The vocabulary that every module shares, and the contract of connectors. Imports the JDK only.
 */
@NullMarked
package io.millrace.spi;

import org.jspecify.annotations.NullMarked;
