package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.*;
import static io.millrace.plan.expression.Function.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.codehaus.janino.SimpleCompiler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** HotSpot does not compile methods of more than 8,000 bytecodes. */
class LargeExpressionTest {
    private static final int BYTECODES_MAX = 8_000;
    private static final InputRef A = new InputRef(0, BIGINT);
    private static final InputRef NAME = new InputRef(1, VARCHAR);

    /** Compiles both variants, checks the size of every method but constructors and binding, and evaluates one row. */
    private static @Nullable Object evaluateChecked(Expression expression, @Nullable Long a) throws Exception {
        CalcProgram program =
                CalcCompiler.compile(null, List.of(expression), List.of(BIGINT, VARCHAR), ErrorPolicy.FAIL);
        check(program.text(false));
        check(program.text(true));
        RowBatch input = RowBatch.of(1, column(BIGINT, Arrays.asList(a)), column(VARCHAR, Arrays.asList("x", null)));
        RowBatch output = program.newInstance().apply(input, CONTEXT);
        return JavaValues.read(output.column(0), 0, expression.type());
    }

    private static void check(String text) throws Exception {
        SimpleCompiler compiler = new SimpleCompiler();
        compiler.setParentClassLoader(LargeExpressionTest.class.getClassLoader());
        compiler.cook(text);
        for (byte[] bytes : compiler.getBytecodes().values()) {
            assertThat(longestMethod(bytes)).isLessThan(BYTECODES_MAX);
        }
    }

    /** Source: the Java virtual machine specification, §4. */
    private static int longestMethod(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.readInt();
        in.readInt();
        int constants = in.readUnsignedShort();
        String[] names = new String[constants];
        for (int i = 1; i < constants; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> names[i] = in.readUTF();
                case 5, 6 -> {
                    in.readLong();
                    i++;
                }
                case 7, 8, 16, 19, 20 -> in.readUnsignedShort();
                case 15 -> in.skipBytes(3);
                default -> in.readInt();
            }
        }
        in.skipBytes(6);
        in.skipBytes(2 * in.readUnsignedShort());
        int longest = 0;
        for (int pass = 0; pass < 2; pass++) {
            int members = in.readUnsignedShort();
            for (int m = 0; m < members; m++) {
                in.skipBytes(6);
                int attributes = in.readUnsignedShort();
                for (int a = 0; a < attributes; a++) {
                    String name = names[in.readUnsignedShort()];
                    int length = in.readInt();
                    if (name.equals("Code")) {
                        in.readInt();
                        int code = in.readInt();
                        longest = Math.max(longest, code);
                        in.skipBytes(length - 8);
                    } else {
                        in.skipBytes(length);
                    }
                }
            }
        }
        return longest;
    }

    private static Expression is(long value) {
        return Call.of(EQUAL, BOOLEAN, A, Literal.of(BIGINT, value));
    }

    @Test
    void cutsUpLongDisjunctions() throws Exception {
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            arguments.add(Call.of(
                    LESS,
                    BOOLEAN,
                    Call.of(ABS, BIGINT, Call.of(SUBTRACT, BIGINT, A, Literal.of(BIGINT, i * 3))),
                    Literal.of(BIGINT, 1)));
        }
        Expression near = new Call(OR, arguments, BOOLEAN);
        assertThat(evaluateChecked(near, 1_197L)).isEqualTo(true);
        assertThat(evaluateChecked(near, 1_198L)).isEqualTo(false);
        assertThat(evaluateChecked(near, null)).isNull();
    }

    @Test
    void looksLongListsUpInASet() throws Exception {
        List<Expression> numbers = new ArrayList<>();
        List<Expression> notNumbers = new ArrayList<>();
        List<Expression> texts = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            numbers.add(is(i * 3));
            notNumbers.add(Call.of(NOT_EQUAL, BOOLEAN, A, Literal.of(BIGINT, i * 3)));
            texts.add(Call.of(EQUAL, BOOLEAN, Call.of(CAST, VARCHAR, A), Literal.ofText(VARCHAR, "" + i * 3)));
        }
        for (Expression in : List.of(new Call(OR, numbers, BOOLEAN), new Call(OR, texts, BOOLEAN))) {
            assertThat(evaluateChecked(in, 1_197L)).isEqualTo(true);
            assertThat(evaluateChecked(in, 1_198L)).isEqualTo(false);
            assertThat(evaluateChecked(in, 0L)).isEqualTo(true);
            assertThat(evaluateChecked(in, -3L)).isEqualTo(false);
            assertThat(evaluateChecked(in, null)).isNull();
        }
        Expression notIn = new Call(AND, notNumbers, BOOLEAN);
        assertThat(evaluateChecked(notIn, 1_197L)).isEqualTo(false);
        assertThat(evaluateChecked(notIn, 1_198L)).isEqualTo(true);
        assertThat(evaluateChecked(notIn, null)).isNull();
    }

    @Test
    void cutsUpLongConjunctions() throws Exception {
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            arguments.add(Call.of(
                    NOT_EQUAL, BOOLEAN, Call.of(ADD, BIGINT, A, Literal.of(BIGINT, i)), Literal.of(BIGINT, 5_000)));
        }
        CalcProgram program =
                CalcCompiler.compile(new Call(AND, arguments, BOOLEAN), List.of(A), List.of(BIGINT), ErrorPolicy.FAIL);
        check(program.text(false));
        check(program.text(true));
        RowBatch input = RowBatch.of(4, column(BIGINT, Arrays.asList(4_600L, 4_601L, 5_000L, 5_001L)));
        RowBatch output = program.newInstance().apply(input, CONTEXT);
        assertThat(output.selection()).startsWith(0, 3);
        assertThat(output.rows()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        Expression deep = A;
        for (int i = 0; i < 100_000; i++) {
            deep = Call.of(NEGATE, BIGINT, deep);
        }
        Expression tooDeep = deep;
        assertThatThrownBy(() -> CalcCompiler.compile(null, List.of(tooDeep), List.of(BIGINT), ErrorPolicy.FAIL))
                .isInstanceOfSatisfying(MillraceException.class, e -> assertThat(e.sqlState())
                        .isEqualTo(SqlState.STATEMENT_TOO_COMPLEX));
    }

    @Test
    void cutsUpLongCases() throws Exception {
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            arguments.add(is(i));
            arguments.add(Call.of(CONCAT, VARCHAR, Literal.ofText(VARCHAR, "case " + i + " "), NAME));
        }
        Expression open = new Call(CASE, arguments, VARCHAR);
        assertThat(evaluateChecked(open, 149L)).isEqualTo("case 149 x");
        assertThat(evaluateChecked(open, 150L)).isNull();
        arguments.add(Literal.ofText(VARCHAR, "else"));
        Expression closed = new Call(CASE, arguments, VARCHAR);
        assertThat(evaluateChecked(closed, 0L)).isEqualTo("case 0 x");
        assertThat(evaluateChecked(closed, -1L)).isEqualTo("else");
    }

    @Test
    void cutsUpLongListsOfOtherFunctions() throws Exception {
        List<Expression> nulls = new ArrayList<>();
        List<Expression> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            nulls.add(Call.of(CASE, BIGINT, is(i), Literal.ofNull(BIGINT), Literal.ofNull(BIGINT)));
            texts.add(Call.of(CAST, VARCHAR, Call.of(ADD, BIGINT, A, Literal.of(BIGINT, i))));
        }
        nulls.add(A);
        assertThat(evaluateChecked(new Call(COALESCE, nulls, BIGINT), 7L)).isEqualTo(7L);
        assertThat(evaluateChecked(new Call(GREATEST, nulls, BIGINT), 7L)).isEqualTo(7L);
        assertThat((String) evaluateChecked(new Call(CONCAT, texts, VARCHAR), 1L))
                .startsWith("12345")
                .endsWith("299300");
    }

    @Test
    void cutsUpDeepExpressions() throws Exception {
        Expression sum = A;
        for (int i = 0; i < 400; i++) {
            sum = Call.of(
                    i % 2 == 0 ? ADD : SUBTRACT, BIGINT, sum, Call.of(MULTIPLY, BIGINT, A, Literal.of(BIGINT, i)));
        }
        long expected = 3;
        for (int i = 0; i < 400; i++) {
            expected += (i % 2 == 0 ? 1 : -1) * 3L * i;
        }
        assertThat(evaluateChecked(sum, 3L)).isEqualTo(expected);
    }

    @Test
    void handsManyProjectionsOutToSeveralLoops() throws Exception {
        List<Expression> projections = new ArrayList<>();
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            DataType type = i % 3 == 0 ? decimal(20, 2) : BIGINT;
            types.add(BIGINT);
            projections.add(Call.of(
                    ADD,
                    type,
                    new InputRef(i, BIGINT),
                    Call.of(CAST, BIGINT, Call.of(CAST, VARCHAR, new InputRef(i, BIGINT)))));
        }
        Expression condition = Call.of(GREATER, BOOLEAN, new InputRef(5, BIGINT), Literal.of(BIGINT, 3));
        CalcProgram program = CalcCompiler.compile(condition, projections, types, ErrorPolicy.FAIL);
        check(program.text(false));
        check(program.text(true));
        RowBatch input = RowBatch.of(
                2,
                types.stream()
                        .map(type -> column(BIGINT, Arrays.asList(3L, 4L)))
                        .toArray(io.millrace.spi.batch.Column[]::new));
        RowBatch output = program.newInstance().apply(input, CONTEXT);
        assertThat(output.rows()).isEqualTo(1);
        for (int i = 0; i < 600; i++) {
            assertThat(String.valueOf(JavaValues.read(
                            output.column(i), output.row(0), projections.get(i).type())))
                    .isEqualTo(i % 3 == 0 ? "8.00" : "8");
        }
    }
}
