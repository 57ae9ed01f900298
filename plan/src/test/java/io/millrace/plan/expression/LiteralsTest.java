package io.millrace.plan.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiteralsTest {
    private static final DataType INTEGER = DataType.of(TypeKind.INTEGER);
    private static final DataType VARCHAR = DataType.of(TypeKind.VARCHAR);

    @Test
    void takesJavaValuesThereAndBack() {
        List<Object[]> cases = List.of(
                new Object[] {INTEGER, -5},
                new Object[] {DataType.of(TypeKind.BOOLEAN), true},
                new Object[] {DataType.of(TypeKind.BIGINT), Long.MIN_VALUE},
                new Object[] {DataType.of(TypeKind.DOUBLE), Double.NaN},
                new Object[] {DataType.decimal(10, 2), new BigDecimal("-1.25")},
                new Object[] {DataType.decimal(38, 2), new BigDecimal("-123456789012345678901234567890.25")},
                new Object[] {VARCHAR, "it's 😀"},
                new Object[] {DataType.of(TypeKind.DATE), LocalDate.parse("2024-02-29")},
                new Object[] {DataType.of(TypeKind.TIMESTAMP), LocalDateTime.parse("1969-12-31T23:59:59.999999")},
                new Object[] {DataType.of(TypeKind.UUID), UUID.fromString("01234567-89ab-cdef-0123-456789abcdef")});
        for (Object[] c : cases) {
            DataType type = (DataType) c[0];
            Literal literal = Literals.of(type, c[1]);
            ColumnBuilder builder = ColumnBuilder.of(type, 1);
            Literals.append(literal, builder);
            Literals.append(Literal.ofNull(type), builder);
            Column column = builder.build();
            assertThat(JavaValues.read(column, 0, type)).isEqualTo(c[1]);
            assertThat(column.isNull(1)).isTrue();
            assertThat(Literals.read(column, 0, type)).isEqualTo(literal);
        }
        assertThat(Literals.of(INTEGER, null)).isEqualTo(Literal.ofNull(INTEGER));
    }

    @Test
    void bindsParameters() {
        Expression expression = Call.of(
                Function.ADD,
                INTEGER,
                new Parameter(1, INTEGER),
                Call.of(Function.CHAR_LENGTH, INTEGER, new Parameter(0, VARCHAR)));
        ParameterBinding binding =
                new ParameterBinding(List.of(Literal.ofText(VARCHAR, "abc"), Literal.of(INTEGER, 7)));
        assertThat(binding.bind(expression)).hasToString("(7 + CHAR_LENGTH('abc'))");
        Expression constant = Call.of(Function.NEGATE, INTEGER, new InputRef(0, INTEGER));
        assertThat(binding.bind(constant)).isSameAs(constant);
        assertThat(new ParameterBinding(List.of(Literal.ofNull(DataType.of(TypeKind.NULL))))
                        .bind(new Parameter(0, VARCHAR)))
                .isEqualTo(Literal.ofNull(VARCHAR));
    }

    @Test
    void refusesMissingValuesAndOnesOfOtherTypes() {
        ParameterBinding binding = new ParameterBinding(List.of(Literal.ofText(VARCHAR, "abc")));
        assertThatThrownBy(() -> binding.bind(new Parameter(1, INTEGER)))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.sqlState()).isEqualTo(SqlState.INVALID_PARAMETER))
                .hasMessageContaining("parameter 2 has no value");
        assertThatThrownBy(() -> binding.bind(new Parameter(0, INTEGER)))
                .hasMessageContaining("parameter 1 is INTEGER, its value is VARCHAR");
    }
}
