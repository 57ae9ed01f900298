package io.millrace.server.avatica;

import io.millrace.server.session.SessionSettings;
import java.util.Locale;

/** Reads the session setting {@code stream.grid-timeout}: {@code 1500}, {@code 1500 ms} or {@code 2 s}; 0 or none is off. */
final class GridTimeout {
    static final String NAME = "stream.grid-timeout";

    private GridTimeout() {}

    static long millis(SessionSettings settings) {
        String text = settings.value(NAME).orElse("0").trim().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        if (end == 0 || end > 9) {
            return 0;
        }
        long number = Long.parseLong(text.substring(0, end));
        return text.substring(end).trim().equals("s") ? number * 1_000 : number;
    }
}
