@NullMarked
package io.millrace.connector.nexmark;

import org.jspecify.annotations.NullMarked;
