/**
 * The rules that Maven cannot enforce: borders inside modules, no package cycles, no hidden clock. Read {@link
 * io.millrace.architecture.Rules} first; {@code RulesTest} breaks each of them once, in the packages under {@code
 * broken}.
 */
@NullMarked
package io.millrace.architecture;

import org.jspecify.annotations.NullMarked;
