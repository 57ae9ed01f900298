package io.millrace.connector.filesystem;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the rows of a file look like. */
enum FileFormat {
    CSV,
    JSON;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(FileFormat::text).toList();
    }
}
