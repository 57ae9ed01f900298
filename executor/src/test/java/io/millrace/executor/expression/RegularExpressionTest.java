package io.millrace.executor.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.expression.function.RegularExpression;
import io.millrace.executor.expression.function.Slice;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class RegularExpressionTest {
    private static final String[] PARTS = {
        "a",
        "b",
        "c",
        "ab",
        "=",
        ".",
        "[ab]",
        "[^a]",
        "[]a]",
        "(",
        ")",
        "(?:",
        "(?i)",
        "|",
        "*",
        "+",
        "?",
        "{2}",
        "{0,1}",
        "\\.",
        "\\d",
        "\\w",
        "\\b",
        "^",
        "$",
        "\\Q",
        "\\E",
        "\\x61",
        "[a-c&&[^b]]",
        "\u00e4",
        "&"
    };

    @Test
    void findsWhatJavaFinds() {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        RegularExpression expression = new RegularExpression();
        int compared = 0;
        for (int i = 0; i < 40_000; i++) {
            StringBuilder pattern = new StringBuilder();
            for (int part = random.nextInt(8); part >= 0; part--) {
                pattern.append(PARTS[random.nextInt(PARTS.length)]);
            }
            Pattern compiled;
            try {
                compiled = Pattern.compile(pattern.toString());
            } catch (PatternSyntaxException e) {
                continue;
            }
            for (int t = 0; t < 3; t++) {
                String text = text(random);
                Matcher matcher = compiled.matcher(text);
                boolean found = matcher.find();
                Slice out = new Slice();
                assertThat(expression.find(Slice.of(text), Slice.of(pattern.toString())))
                        .as("%s in %s", pattern, text)
                        .isEqualTo(found);
                assertThat(expression.extract(Slice.of(text), Slice.of(pattern.toString()), out))
                        .isEqualTo(found);
                if (found) {
                    assertThat(out.toString()).isEqualTo(matcher.group());
                }
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(20_000);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(10); i > 0; i--) {
            text.append("abcAB.=1&\u00e4".charAt(random.nextInt(10)));
        }
        return text.toString();
    }
}
