package io.millrace.planner.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Calcite says of a mistake, in the words of someone who writes SQL. */
final class CalciteWords {
    private static final Set<String> WINDOWS = Set.of("TUMBLE", "HOP", "CUMULATE", "SESSION");

    private static final Pattern CANNOT_APPLY = Pattern.compile(
            "^Cannot apply '(.+?)' to arguments of type '(.*)'\\. Supported form\\(s\\): (.*)$", Pattern.DOTALL);

    /** The first that matches decides. */
    private static final List<Wording> WORDINGS = List.of(
            wording("^Cast function cannot convert value of type (.+) to type (.+)$", "cannot cast $1 to $2"),
            wording(
                    "^INNER, LEFT.* requires a condition.*",
                    "JOIN needs a condition, ON or USING; CROSS JOIN has none"),
            wording("^Cannot specify NATURAL keyword.*", "NATURAL JOIN takes neither ON nor USING"),
            wording("^Unknown identifier '\\*'", "* cannot be an argument here"),
            wording("^Binary literal string must contain an even.*", "a binary constant has two digits for each byte"),
            wording(
                    "^Numeric literal '(.+)' out of range",
                    "the number $1 is out of range: numbers have at most 38 digits"),
            wording("^Ordinal out of range", "the SELECT list has no column of that number"),
            wording("^Aggregate expression is illegal in (.+) clause", "an aggregate cannot stand in $1"),
            wording(
                    "^Windowed aggregate expression is illegal in (.+) clause",
                    "a window function cannot stand in $1; QUALIFY filters by one"),
            wording("^OVER clause is necessary.*", "a window function needs OVER (…)"),
            wording(
                    "^RANK or DENSE_RANK functions require ORDER BY.*",
                    "RANK and DENSE_RANK need ORDER BY in OVER (…)"),
            wording(
                    "^RANGE clause cannot be used with compound.*",
                    "RANGE with an offset needs exactly one ORDER BY column"),
            wording(
                    "^Data type of ORDER BY prohibits use of RANGE.*",
                    "RANGE with an offset needs an ORDER BY column that is a number or a time"),
            wording("^QUALIFY expression .*", "QUALIFY needs a window function"),
            wording(
                    "^List of column aliases must have same degree.*has (\\d+) columns? .*has (\\d+) columns?",
                    "$2 column names are given to a table of $1"),
            wording(
                    "^Number of columns must match number of query columns",
                    "the query has another number of columns than names are given"),
            wording("^Parameters must be of the same type", "the values must be of one type"),
            wording(
                    "^Values passed to VALUES operator.*",
                    "the rows of VALUES must have as many values each, of types that match"),
            wording(
                    "^Values passed to (.+) operator must have compatible types",
                    "the values on both sides of $1 must match in number and type"),
            wording("^Expected a boolean type", "a condition must be BOOLEAN"),
            wording("^'(.+)' is not a valid time frame", "there is no unit of time '$1'"),
            wording("^Type mismatch in column (\\d+) of (\\w+)", "the types of column $1 do not match in $2"),
            wording("^Duplicate relation name '(.+)' in FROM clause", "the name '$1' stands twice in FROM"),
            wording(
                    "^Aggregate expression '(.+)' must not contain a WITHIN GROUP clause",
                    "aggregate $1 takes no WITHIN GROUP"),
            wording(
                    "^Argument to GROUPING operator must be a grouped expression",
                    "the argument to GROUPING operator must be a grouped expression"),
            wording(
                    "^Expression '(.+)' is not in the select clause",
                    "with DISTINCT, ORDER BY can use only what is selected; '$1' is not"),
            wording("^ROWS value must be.*", "the offset of a ROWS frame must be a constant, 0 or more"),
            wording("^Map requires an even number.*", "MAP needs a value for each key"));

    private CalciteWords() {}

    static String plain(String message) {
        Matcher apply = CANNOT_APPLY.matcher(message);
        if (apply.matches()) {
            return cannotApply(apply.group(1), apply.group(2), apply.group(3));
        }
        for (Wording wording : WORDINGS) {
            Matcher matcher = wording.pattern.matcher(message);
            if (matcher.find()) {
                return types(matcher.replaceFirst(wording.words));
            }
        }
        return lowerFirst(message);
    }

    private static String cannotApply(String operator, String call, String forms) {
        List<String> given = arguments(call);
        String all = String.join(" and ", given);
        if (operator.equals("$SCALAR_QUERY")) {
            return "a sub-query that stands for a value must have one column";
        } else if (operator.equals("ITEM")) {
            return "cannot take an element of " + given.get(0) + " by " + given.get(given.size() - 1)
                    + ": of an ARRAY by INTEGER, of a MAP by a key of its type, of a ROW by name or place";
        } else if (operator.equals("UNNEST")) {
            return "UNNEST needs an ARRAY or a MAP, not " + all;
        } else if (forms.contains("COMPARABLE_TYPE")) {
            return "cannot compare " + all;
        } else if (WINDOWS.contains(operator)) {
            return operator + " is written " + forms + ", with a TIMESTAMP column and constant intervals";
        }
        boolean function = call.startsWith(operator + "(");
        String shown = function ? operator.toLowerCase(Locale.ROOT) : operator;
        return "cannot apply '" + shown + "' to " + all + (function ? "; it takes " + forms(forms) : "");
    }

    /** What stands between angle brackets, outermost. */
    private static List<String> arguments(String call) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < call.length(); i++) {
            boolean opens = call.charAt(i) == '<' && i + 1 < call.length() && " =>".indexOf(call.charAt(i + 1)) < 0;
            boolean closes = call.charAt(i) == '>' && depth > 0;
            if (opens) {
                start = depth++ == 0 ? i + 1 : start;
            } else if (closes && --depth == 0) {
                found.add(types(call.substring(start, i)));
            }
        }
        return found;
    }

    private static String forms(String forms) {
        return forms.lines()
                .map(form -> form.replaceAll("['<>]", "").strip())
                .distinct()
                .reduce((a, b) -> a + " or " + b)
                .orElse("");
    }

    private static String types(String text) {
        return text.replaceAll(" CHARACTER SET \"[^\"]*\"", "")
                .replace(" NOT NULL", "")
                .replaceAll("(?i)RecordType\\(", "ROW(")
                .replaceAll(" EXPR\\$\\d+", "");
    }

    /** Of a sentence; a keyword stays as it is. */
    private static String lowerFirst(String message) {
        boolean isKeyword = message.length() > 1 && Character.isUpperCase(message.charAt(1));
        return message.isEmpty() || isKeyword
                ? message
                : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private static Wording wording(String pattern, String words) {
        return new Wording(Pattern.compile(pattern, Pattern.DOTALL), words);
    }

    private record Wording(Pattern pattern, String words) {}
}
