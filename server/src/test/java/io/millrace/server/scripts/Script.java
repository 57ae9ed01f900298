package io.millrace.server.scripts;

import io.millrace.parser.MillraceParser;
import io.millrace.parser.StatementText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements of a file. A line {@code -- reopen} closes a durable database and opens it again; a line {@code -- take N} before
 * a statement reads N rows of it and then closes the result; a line {@code -- until N} before a query repeats it until its first
 * value is N: a view over a connector has its first epoch when it was created, and its rows when they were read.
 */
record Script(String name, List<Step> steps) {
    private static final Pattern TAKE = Pattern.compile("(?m)^-- take (\\d+)$");
    private static final Pattern UNTIL = Pattern.compile("(?m)^-- until (\\d+)$");

    sealed interface Step {}

    record Reopen() implements Step {}

    /**
     * @param take rows to read, 0 for all
     * @param until the first value that the query comes to, empty for whatever it gives
     */
    record Sql(String text, int take, String until) implements Step {}

    static Script read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        List<Step> steps = new ArrayList<>();
        for (String part : text.split("(?m)^-- reopen$")) {
            if (!steps.isEmpty()) {
                steps.add(new Reopen());
            }
            int before = 0;
            for (StatementText statement : MillraceParser.splitScript(part)) {
                String comments = part.substring(before, statement.start());
                Matcher take = TAKE.matcher(comments);
                Matcher until = UNTIL.matcher(comments);
                steps.add(new Sql(
                        statement.text(),
                        take.find() ? Integer.parseInt(take.group(1)) : 0,
                        until.find() ? until.group(1) : ""));
                before = statement.start() + statement.text().length();
            }
        }
        return new Script(file.getFileName().toString().replaceFirst("\\.sql$", ""), steps);
    }
}
