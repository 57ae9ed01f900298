package io.millrace.planner.validate;

import io.millrace.spi.error.SqlState;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Static;

/** TUMBLE, HOP, CUMULATE and SESSION: the columns of a table, then {@link #ADDED}. */
public final class WindowFunction extends SqlWindowTableFunction {
    /** The columns that a window table function adds. */
    public static final List<String> ADDED = List.of("window_start", "window_end", "window_time");

    /** {@code SESSION(data, DESCRIPTOR(time)[, DESCRIPTOR(keys)], gap)}; PARTITION BY becomes the second descriptor. */
    static final WindowFunction SESSION =
            new WindowFunction("SESSION", new Operands(List.of("DATA", "TIMECOL", "KEY", "GAP"), 3));

    static final List<SqlOperator> ALL = List.of(
            new WindowFunction("TUMBLE", new Operands(List.of("DATA", "TIMECOL", "SIZE", "OFFSET"), 3)),
            new WindowFunction("HOP", new Operands(List.of("DATA", "TIMECOL", "SLIDE", "SIZE", "OFFSET"), 4)),
            new WindowFunction("CUMULATE", new Operands(List.of("DATA", "TIMECOL", "STEP", "SIZE", "OFFSET"), 4)),
            SESSION);

    private WindowFunction(String name, SqlOperandMetadata operands) {
        super(name, operands);
    }

    @Override
    public SqlReturnTypeInference getRowTypeInference() {
        return binding -> rowType(getName(), binding);
    }

    private static RelDataType rowType(String name, SqlOperatorBinding binding) {
        RelDataType input = binding.getOperandType(0);
        SqlCall call = ((SqlCallBinding) binding).getCall();
        RelDataTypeFactory.Builder builder =
                binding.getTypeFactory().builder().kind(input.getStructKind()).addAll(input.getFieldList());
        for (String added : ADDED) {
            if (input.getField(added, true, false) != null) {
                throw SqlErrors.at(
                        call.getParserPosition(),
                        SqlState.DUPLICATE_COLUMN,
                        name + " adds a column \"" + added + "\", but its input has one already: name that otherwise"
                                + " with AS");
            }
            builder.add(added, SqlTypeName.TIMESTAMP, 6);
        }
        return builder.build();
    }

    /** A table, the descriptor of a TIMESTAMP column of it, perhaps (for SESSION) one of keys, then intervals. */
    private record Operands(List<String> paramNames, int required) implements SqlOperandMetadata {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            boolean fits = areRight(binding);
            if (!fits && throwOnFailure) {
                throw binding.newValidationSignatureError();
            }
            return fits;
        }

        private boolean areRight(SqlCallBinding binding) {
            RelDataType table = binding.getValidator().getValidatedNodeType(binding.operand(0));
            if (table.getSqlTypeName() != SqlTypeName.ROW || binding.operand(1).getKind() != SqlKind.DESCRIPTOR) {
                return false;
            }
            List<RelDataType> described = described(binding, 1, table);
            if (described.size() != 1 || !SqlTypeUtil.isTimestamp(described.get(0))) {
                return false;
            }
            int intervals = 2;
            if (paramNames.contains("KEY") && binding.operand(2).getKind() == SqlKind.DESCRIPTOR) {
                described(binding, 2, table);
                intervals++;
            }
            int given = binding.getOperandCount() - intervals;
            if (given < 1 || paramNames.contains("KEY") && given > 1) {
                return false;
            }
            for (int i = intervals; i < binding.getOperandCount(); i++) {
                if (!SqlTypeUtil.isInterval(binding.getValidator().getValidatedNodeType(binding.operand(i)))) {
                    return false;
                }
            }
            return true;
        }

        /** Types of the columns a descriptor names. */
        private static List<RelDataType> described(SqlCallBinding binding, int operand, RelDataType table) {
            return ((SqlCall) binding.operand(operand))
                    .getOperandList().stream()
                            .map(column -> type(column, table))
                            .toList();
        }

        private static RelDataType type(SqlNode column, RelDataType table) {
            if (!(column instanceof SqlIdentifier name) || !name.isSimple()) {
                throw SqlUtil.newContextException(
                        column.getParserPosition(), Static.RESOURCE.descriptorMustBeIdentifier());
            }
            RelDataTypeField field = table.getField(name.getSimple(), true, false);
            if (field == null) {
                throw SqlUtil.newContextException(
                        column.getParserPosition(), Static.RESOURCE.unknownIdentifier(name.getSimple()));
            }
            return field.getType();
        }

        @Override
        public List<RelDataType> paramTypes(RelDataTypeFactory typeFactory) {
            return Collections.nCopies(paramNames.size(), typeFactory.createSqlType(SqlTypeName.ANY));
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.between(required, paramNames.size());
        }

        @Override
        public boolean isOptional(int operand) {
            return operand >= required;
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            return switch (name) {
                case "TUMBLE" -> "TUMBLE(TABLE t, DESCRIPTOR(time), size[, offset])";
                case "SESSION" -> "SESSION(TABLE t [PARTITION BY key, …], DESCRIPTOR(time), gap)";
                case "HOP" -> "HOP(TABLE t, DESCRIPTOR(time), slide, size[, offset])";
                default -> name + "(TABLE t, DESCRIPTOR(time), step, size[, offset])";
            };
        }
    }
}
