package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.BIGINT;
import static io.millrace.executor.expression.Evaluation.BOOLEAN;
import static io.millrace.executor.expression.Evaluation.DATE;
import static io.millrace.executor.expression.Evaluation.INTEGER;
import static io.millrace.executor.expression.Evaluation.VARCHAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.type.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.calcite.DataContexts;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexExecutorImpl;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.util.DateString;
import org.junit.jupiter.api.Test;

/** Functions on which Calcite, as it is, and this engine should agree (ASCII text; no rounding, no time zones). */
class CalciteAgreementTest {
    private static final RexBuilder REX = new RexBuilder(new JavaTypeFactoryImpl());
    private static final String[] WORDS = {
        "", "a", "ab", "abcab", "a%b", "a_b", "hello world", "X.y-Z", "aaa", "%", "1a2"
    };
    private static final String[] PATTERNS = {
        "%", "a%", "%b", "a_", "%a%b", "a!%b", "!_%", "_%_", "%%", "h%o w%d", "a!!%"
    };

    private final Random random = new Random(Long.getLong("millrace.seed", 1));
    private final List<RexNode> theirs = new ArrayList<>();
    private final List<Expression> ours = new ArrayList<>();

    @Test
    void agreesWithCalcite() {
        for (int i = 0; i < 40; i++) {
            textFunctions();
            dateFunctions();
            numbers();
        }
        List<RexNode> reduced = new ArrayList<>();
        new RexExecutorImpl(DataContexts.EMPTY).reduce(REX, theirs, reduced);
        for (int i = 0; i < ours.size(); i++) {
            Literal value = ScalarEvaluator.fold(ours.get(i), 0);
            assertThat(shown(value)).as(ours.get(i) + " or " + theirs.get(i)).isEqualTo(shown(reduced.get(i)));
        }
    }

    private void textFunctions() {
        String text = WORDS[random.nextInt(WORDS.length)];
        String other = WORDS[random.nextInt(WORDS.length)];
        String pattern = PATTERNS[random.nextInt(PATTERNS.length)];
        int from = random.nextInt(text.length() + 1) + 1;
        int length = random.nextInt(text.length() + 2 - from);
        both(SqlStdOperatorTable.LIKE, Function.LIKE, BOOLEAN, text, pattern, "!");
        both(SqlStdOperatorTable.SUBSTRING, Function.SUBSTRING, VARCHAR, text, from, length);
        both(SqlStdOperatorTable.OVERLAY, Function.OVERLAY, VARCHAR, text, other, from, length);
        both(SqlStdOperatorTable.UPPER, Function.UPPER, VARCHAR, text);
        both(SqlStdOperatorTable.INITCAP, Function.INITCAP, VARCHAR, text);
        both(SqlStdOperatorTable.CHAR_LENGTH, Function.CHAR_LENGTH, INTEGER, text);
        both(SqlLibraryOperators.REVERSE, Function.REVERSE, VARCHAR, text);
        both(SqlLibraryOperators.MD5, Function.MD5, VARCHAR, text);
        if (!other.isEmpty()) {
            both(SqlStdOperatorTable.POSITION, Function.POSITION, INTEGER, other, text);
            both(SqlStdOperatorTable.REPLACE, Function.REPLACE, VARCHAR, text, other, "+");
        }
        theirs.add(REX.makeCall(
                SqlStdOperatorTable.TRIM, REX.makeFlag(SqlTrimFunction.Flag.BOTH), literal("a"), literal(text)));
        ours.add(Call.of(Function.TRIM_BOTH, VARCHAR, ourLiteral(text), ourLiteral("a")));
    }

    private void dateFunctions() {
        int days = random.nextInt(40_000) - 10_000;
        for (TimeUnitRange unit : List.of(
                TimeUnitRange.YEAR,
                TimeUnitRange.MONTH,
                TimeUnitRange.DAY,
                TimeUnitRange.QUARTER,
                TimeUnitRange.DOY,
                TimeUnitRange.WEEK)) {
            theirs.add(REX.makeCall(
                    SqlStdOperatorTable.EXTRACT,
                    REX.makeFlag(unit),
                    REX.makeDateLiteral(DateString.fromDaysSinceEpoch(days))));
            ours.add(Call.of(Function.EXTRACT, BIGINT, ourLiteral(unit.name()), Literal.of(DATE, days)));
        }
    }

    private void numbers() {
        int left = random.nextInt(2_000) - 1_000;
        int right = random.nextInt(20) + 1;
        both(SqlStdOperatorTable.DIVIDE, Function.DIVIDE, INTEGER, left, right);
        both(SqlStdOperatorTable.MOD, Function.MODULO, INTEGER, left, right);
        both(SqlStdOperatorTable.MINUS, Function.SUBTRACT, INTEGER, left, right);
        both(SqlStdOperatorTable.ABS, Function.ABS, INTEGER, left);
        both(SqlStdOperatorTable.SIGN, Function.SIGN, INTEGER, left);
    }

    private void both(SqlOperator operator, Function function, DataType type, Object... arguments) {
        List<RexNode> operands = new ArrayList<>();
        List<Expression> expressions = new ArrayList<>();
        for (Object argument : arguments) {
            operands.add(literal(argument));
            expressions.add(ourLiteral(argument));
        }
        theirs.add(REX.makeCall(operator, operands));
        ours.add(new Call(function, expressions, type));
    }

    private static RexNode literal(Object value) {
        return value instanceof Integer number
                ? REX.makeExactLiteral(BigDecimal.valueOf(number))
                : REX.makeLiteral((String) value);
    }

    private static Literal ourLiteral(Object value) {
        return value instanceof Integer number ? Literal.of(INTEGER, number) : Literal.ofText(VARCHAR, (String) value);
    }

    private static String shown(Literal literal) {
        return literal.type().equals(BOOLEAN.notNull()) ? String.valueOf(literal.longValue() != 0) : literal.text();
    }

    private static String shown(RexNode node) {
        if (node instanceof RexCall cast && cast.getKind() == SqlKind.CAST) {
            return shown(cast.getOperands().get(0));
        }
        RexLiteral literal = (RexLiteral) node;
        return switch (literal.getTypeName()) {
            case CHAR -> String.valueOf(literal.getValueAs(String.class));
            case DECIMAL ->
                String.valueOf(literal.getValueAs(BigDecimal.class)
                        .stripTrailingZeros()
                        .toPlainString());
            default -> String.valueOf(literal.getValue());
        };
    }
}
