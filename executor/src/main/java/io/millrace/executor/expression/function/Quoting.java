package io.millrace.executor.expression.function;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Text as SQL writes it, and PostgreSQL's FORMAT, which fills such text into a template. */
public final class Quoting {
    private static final int WIDTH_MAX = 1 << 20;

    /** What is quoted as a name though it could stand without. */
    private static final Set<String> RESERVED = Set.of(
            ("all analyse analyze and any array as asc asymmetric authorization between binary both case cast check"
                            + " collate column concurrently constraint create cross current_catalog current_date"
                            + " current_role current_schema current_time current_timestamp current_user default"
                            + " deferrable desc distinct do else end except exists false fetch for foreign freeze from"
                            + " full grant group having ilike in initially inner intersect interval into is isnull join"
                            + " lateral leading left like limit localtime localtimestamp natural not notnull null offset"
                            + " on only or order outer overlaps placing primary references returning right row select"
                            + " session_user similar some symmetric table tablesample then to trailing true union unique"
                            + " user using values variadic verbose when where window with")
                    .split(" "));

    private Quoting() {}

    /** A name, in double quotes if it needs them. */
    public static void identifier(Slice name, Slice out) {
        out.set(identifier(name.toString()));
    }

    /** A constant; with a backslash in it in PostgreSQL's {@code E'…'}. */
    public static void literal(Slice text, Slice out) {
        out.set(literal(text.toString()));
    }

    private static String identifier(String name) {
        boolean plain = name.matches("[a-z_][a-z0-9_]*") && !RESERVED.contains(name);
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    /** {@code %s} is the text of an argument, {@code %I} a name, {@code %L} a constant, {@code %%} the sign itself. */
    public static void format(Slice template, Nested arguments, Slice out) {
        out.set(new Template(template.toString(), arguments).text());
    }

    /** {@code %[n$][-][width]type}. */
    private static final class Template {
        private final String text;
        private final Nested arguments;
        private final StringBuilder out = new StringBuilder();
        private int at;
        private int next;

        Template(String text, Nested arguments) {
            this.text = text;
            this.arguments = arguments;
        }

        String text() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c != '%') {
                    out.append(c);
                } else if (at < text.length() && text.charAt(at) == '%') {
                    out.append('%');
                    at++;
                } else {
                    specifier();
                }
            }
            return out.toString();
        }

        private void specifier() {
            int begin = at;
            int number = number();
            if (number >= 0 && at < text.length() && text.charAt(at) == '$') {
                at++;
                if (number == 0) {
                    throw DataErrors.invalidParameter("the arguments of format are counted from 1");
                }
                next = number - 1;
            } else {
                at = begin;
            }
            boolean left = false;
            while (at < text.length() && text.charAt(at) == '-') {
                left = true;
                at++;
            }
            int width = Math.max(0, number());
            if (at == text.length()) {
                throw DataErrors.invalidParameter("the template of format ends within a specifier");
            }
            append(filled(text.charAt(at++), argument()), left, width);
        }

        private int number() {
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (start == at) {
                return -1;
            } else if (at - start > 7 || Integer.parseInt(text.substring(start, at)) > WIDTH_MAX) {
                throw DataErrors.invalidParameter(
                        "the number " + text.substring(start, at) + " in format is too large");
            }
            return Integer.parseInt(text.substring(start, at));
        }

        private @Nullable String argument() {
            if (next >= arguments.length()) {
                throw DataErrors.invalidParameter("format has too few arguments");
            }
            int position = arguments.start() + next++;
            BytesColumn texts = (BytesColumn) arguments.column().child(0);
            return texts.isNull(position)
                    ? null
                    : new String(texts.data(), texts.start(position), texts.length(position), StandardCharsets.UTF_8);
        }

        private static String filled(char type, @Nullable String argument) {
            switch (type) {
                case 's' -> {
                    return argument == null ? "" : argument;
                }
                case 'L' -> {
                    return argument == null ? "NULL" : literal(argument);
                }
                case 'I' -> {
                    if (argument == null) {
                        throw new MillraceException(SqlState.NULL_NOT_ALLOWED, "format: NULL is no name, for %I");
                    }
                    return identifier(argument);
                }
                default ->
                    throw DataErrors.invalidParameter(
                            "format knows %s, %I, %L and %%, not %" + type + " (a width is a number)");
            }
        }

        private void append(String filled, boolean left, int width) {
            String blanks = " ".repeat(Math.max(0, width - filled.codePointCount(0, filled.length())));
            out.append(left ? "" : blanks).append(filled).append(left ? blanks : "");
        }
    }
}
