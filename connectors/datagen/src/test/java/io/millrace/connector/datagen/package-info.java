@NullMarked
package io.millrace.connector.datagen;

import org.jspecify.annotations.NullMarked;
