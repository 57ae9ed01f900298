package io.millrace.executor.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates calls on one row of Java values, through compiled code with and without null checks. */
final class Evaluation {
    static final DataType BOOLEAN = DataType.of(TypeKind.BOOLEAN);
    static final DataType TINYINT = DataType.of(TypeKind.TINYINT);
    static final DataType SMALLINT = DataType.of(TypeKind.SMALLINT);
    static final DataType INTEGER = DataType.of(TypeKind.INTEGER);
    static final DataType BIGINT = DataType.of(TypeKind.BIGINT);
    static final DataType REAL = DataType.of(TypeKind.REAL);
    static final DataType DOUBLE = DataType.of(TypeKind.DOUBLE);
    static final DataType VARCHAR = DataType.of(TypeKind.VARCHAR);
    static final DataType VARBINARY = DataType.of(TypeKind.VARBINARY);
    static final DataType DATE = DataType.of(TypeKind.DATE);
    static final DataType TIME = DataType.of(TypeKind.TIME);
    static final DataType TIMESTAMP = DataType.of(TypeKind.TIMESTAMP);
    static final DataType TIMESTAMP_TZ = DataType.of(TypeKind.TIMESTAMP_TZ);
    static final DataType MONTHS = DataType.of(TypeKind.INTERVAL_YEAR_MONTH);
    static final DataType MICROS = DataType.of(TypeKind.INTERVAL_DAY_TIME);
    static final DataType UUID = DataType.of(TypeKind.UUID);
    static final DataType JSON = DataType.of(TypeKind.JSON);

    static final EvaluationContext CONTEXT = new EvaluationContext() {
        @Override
        public long epochTimeMicros() {
            return 1_700_000_000_000_000L;
        }

        @Override
        public void rejectRow(String message, RowBatch batch, int row) {
            throw new AssertionError("no row may be rejected: " + message);
        }
    };

    private Evaluation() {}

    static DataType decimal(int precision, int scale) {
        return DataType.decimal(precision, scale);
    }

    static DataType varchar(int length) {
        return new DataType(TypeKind.VARCHAR, length, 0, true);
    }

    static DataType character(int length) {
        return new DataType(TypeKind.CHAR, length, 0, true);
    }

    /** A typed value. */
    record Argument(DataType type, @Nullable Object value) {}

    static Argument of(DataType type, @Nullable Object value) {
        return new Argument(type, value);
    }

    static Argument i(int value) {
        return of(INTEGER, value);
    }

    static Argument l(long value) {
        return of(BIGINT, value);
    }

    static Argument d(double value) {
        return of(DOUBLE, value);
    }

    static Argument s(String value) {
        return of(VARCHAR, value);
    }

    static Argument b(boolean value) {
        return of(BOOLEAN, value);
    }

    static Argument dec(int precision, int scale, String value) {
        return of(decimal(precision, scale), new BigDecimal(value));
    }

    static Argument date(String value) {
        return of(DATE, LocalDate.parse(value));
    }

    static Argument time(String value) {
        return of(TIME, LocalTime.parse(value));
    }

    static Argument ts(String value) {
        return of(TIMESTAMP, LocalDateTime.parse(value.replace(' ', 'T')));
    }

    static Argument tsTz(String value) {
        return of(TIMESTAMP_TZ, OffsetDateTime.parse(value.replace(' ', 'T')));
    }

    static Argument nothing(DataType type) {
        return of(type, null);
    }

    static Argument bytes(int... values) {
        byte[] array = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            array[i] = (byte) values[i];
        }
        return of(VARBINARY, array);
    }

    /** The SQLSTATE of the error, and that its message holds a text. */
    static void fails(SqlState state, String text, Function function, DataType type, Argument... arguments) {
        assertThatThrownBy(() -> call(function, type, arguments))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.sqlState()).isEqualTo(state))
                .hasMessageContaining(text);
    }

    /** The function of the arguments, which are columns of a row. */
    static @Nullable Object call(Function function, DataType type, Argument... arguments) {
        List<Expression> inputs = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            inputs.add(new InputRef(i, arguments[i].type()));
        }
        return evaluate(new Call(function, inputs, type), arguments);
    }

    /** The expression over one row; computed in both variants of the code. */
    static @Nullable Object evaluate(Expression expression, Argument... row) {
        Column[] columns = new Column[row.length + 1];
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            types.add(row[i].type());
            columns[i] = column(row[i].type(), Collections.singletonList(row[i].value()));
        }
        types.add(INTEGER);
        columns[row.length] = column(INTEGER, Collections.singletonList(null));
        DataType type = expression.type();
        Object value = run(expression, types, columns);
        Expression nulls = Call.of(
                Function.COALESCE,
                type,
                Call.of(
                        Function.CASE,
                        type,
                        Call.of(Function.IS_NOT_NULL, BOOLEAN, new InputRef(row.length, INTEGER)),
                        expression,
                        expression),
                expression);
        Object sameWithNulls = run(nulls, types, columns);
        if (!String.valueOf(value).equals(String.valueOf(sameWithNulls)) && !(value instanceof byte[])) {
            throw new AssertionError(expression + ": " + value + " without null checks, " + sameWithNulls + " with");
        }
        return value;
    }

    private static @Nullable Object run(Expression expression, List<DataType> types, Column... columns) {
        RowBatch result = CalcCompiler.compile(null, List.of(expression), types, ErrorPolicy.FAIL)
                .newInstance()
                .apply(RowBatch.of(1, columns), CONTEXT);
        assert result != null;
        return JavaValues.read(result.column(0), 0, expression.type());
    }

    static Column column(DataType type, List<@Nullable Object> values) {
        ColumnBuilder builder = ColumnBuilder.of(type, values.size());
        for (Object value : values) {
            JavaValues.append(builder, type, value);
        }
        return builder.build();
    }
}
