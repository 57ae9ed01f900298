package io.millrace.planner.validate;

import io.millrace.parser.operator.ParserOperators;
import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.type.IntervalMicros;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlSnapshot;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.util.SqlVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Copies a parsed query, since validation changes it in place, and on the way takes off the STREAM keyword and puts our
 * functions where the grammar put others.
 */
final class QueryCopy extends SqlShuttle {
    private final String schema;
    private final String timeZone;
    private final FirstPerKey firstPerKey = new FirstPerKey();

    private QueryCopy(String schema, String timeZone) {
        this.schema = schema;
        this.timeZone = timeZone;
    }

    /**
     * @param schema the default one
     * @param timeZone of points in time without one
     */
    static SqlNode of(SqlNode query, String schema, String timeZone) {
        SqlNode copy = query.accept(new QueryCopy(schema, timeZone));
        if (copy == null) {
            throw new IllegalStateException("nothing was copied");
        }
        return copy;
    }

    @Override
    public @Nullable SqlNode visit(SqlIdentifier identifier) {
        if (identifier.isSimple() && identifier.getComponentParserPosition(0).isQuoted()) {
            return identifier.clone(identifier.getParserPosition());
        }
        String name = identifier.isSimple() ? identifier.getSimple().toUpperCase(Locale.ROOT) : "";
        if (name.equals("CURRENT_SCHEMA") || name.equals("CURRENT_CATALOG")) {
            return sessionName(name, identifier.getParserPosition());
        }
        return identifier.clone(identifier.getParserPosition());
    }

    /** Calcite keeps intervals in milliseconds; a finer one becomes a call that carries its microseconds. */
    @Override
    public @Nullable SqlNode visit(SqlLiteral literal) {
        if (literal instanceof SqlIntervalLiteral
                && literal.getValue() instanceof SqlIntervalLiteral.IntervalValue interval) {
            Long micros = IntervalMicros.ifFinerThanMillis(interval);
            if (micros != null) {
                SqlNode number = SqlLiteral.createExactNumeric(micros.toString(), literal.getParserPosition());
                return MillraceOperators.MICROS.createCall(literal.getParserPosition(), number);
            }
        }
        return literal;
    }

    @Override
    public @Nullable SqlNode visit(SqlNodeList list) {
        List<@Nullable SqlNode> copies = new ArrayList<>(list.size());
        for (SqlNode node : list) {
            copies.add(node == null ? null : node.accept(this));
        }
        return new SqlNodeList(copies, list.getParserPosition());
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        CallCopyingArgHandler handler =
                call instanceof SqlMatchRecognize ? new MatchCopy(call) : new CallCopyingArgHandler(call, true);
        call.getOperator().acceptCall(this, call, false, handler);
        SqlNode copy = handler.result();
        if (copy instanceof SqlSelect select) {
            takeStreamOff(select);
            firstPerKey.rewrite(select);
            UsingColumns.qualify(select);
            select.setSelectList((SqlNodeList) typedAsText(select.getSelectList()));
        } else if (copy instanceof SqlOrderBy ordered) {
            firstPerKey.order(ordered);
            return ordered.query.getKind() == SqlKind.EXPLICIT_TABLE ? orderedRows(ordered) : ordered;
        } else if (copy instanceof SqlBasicCall basic && basic.getOperator().equals(SqlLibraryOperators.DATE_TRUNC)) {
            return dateTrunc(basic);
        } else if (copy instanceof SqlBasicCall sets && GroupingSetsSyntax.applies(sets)) {
            return GroupingSetsSyntax.spelledOut(sets);
        } else if (copy instanceof SqlSnapshot snapshot && PastTables.isPast(snapshot)) {
            return PastTables.rewritten(snapshot, timeZone);
        } else if (copy instanceof SqlBasicCall as && as.getKind() == SqlKind.AS) {
            PastTables.useAlias(as);
        } else if (copy instanceof SqlCall query && query.getKind() == SqlKind.ARRAY_QUERY_CONSTRUCTOR) {
            return ArrayQuery.rewritten(query);
        } else if (copy instanceof SqlCall query && query.getKind() == SqlKind.MAP_QUERY_CONSTRUCTOR) {
            return ArrayQuery.map(query);
        } else if (copy instanceof SqlBasicCall over && over.getKind() == SqlKind.OVER) {
            return WindowSyntax.rewritten(over);
        } else if (copy instanceof SqlBasicCall basic && basic.getOperator().equals(ParserOperators.AT_TIME_ZONE)) {
            return MillraceOperators.AT_TIME_ZONE.createCall(basic.getParserPosition(), basic.getOperandList());
        } else if (copy instanceof SqlBasicCall basic
                && basic.getOperator().getName().equalsIgnoreCase(WindowFunction.SESSION.getName())
                && basic.operandCount() > 0
                && basic.operand(0) instanceof SqlCall table
                && table.getKind() == SqlKind.SET_SEMANTICS_TABLE) {
            return session(basic, table);
        } else if (copy instanceof SqlBasicCall basic) {
            return inOtherWords(basic)
                    .or(() -> InfixOperators.rewritten(basic))
                    .or(() -> JsonSyntax.rewritten(basic))
                    .orElseGet(() -> OrderedAggregates.spelledOut(basic));
        }
        return copy;
    }

    /** {@code TABLE t ORDER BY …}: Calcite knows it without an order only. */
    private static SqlNode orderedRows(SqlOrderBy ordered) {
        SqlCall table = (SqlCall) ordered.query;
        SqlParserPos position = table.getParserPosition();
        SqlSelect rows = ArrayQuery.select(position, SqlIdentifier.star(position), table.operand(0), null);
        return new SqlOrderBy(ordered.getParserPosition(), rows, ordered.orderList, ordered.offset, ordered.fetch);
    }

    private Optional<SqlNode> inOtherWords(SqlBasicCall call) {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        SqlParserPos position = call.getParserPosition();
        return Optional.ofNullable(
                switch (name) {
                    case "CURRENT_SCHEMA", "CURRENT_CATALOG", "CURRENT_DATABASE" ->
                        call.operandCount() == 0 ? sessionName(name, position) : null;
                    case "GROUPING_ID" -> SqlStdOperatorTable.GROUPING.createCall(position, call.getOperandList());
                    case "SUBSTRING" ->
                        call.operandCount() == 2 && call.operand(1) instanceof SqlCharStringLiteral
                                ? PostgresOperators.SUBSTRING_MATCH.createCall(position, call.getOperandList())
                                : null;
                    case "DOT" -> call.getKind() == SqlKind.DOT ? field(call) : null;
                    default -> null;
                });
    }

    private SqlNode sessionName(String what, SqlParserPos position) {
        String name = what.equals("CURRENT_SCHEMA") ? schema : Catalog.NAME;
        SqlDataTypeSpec text = new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, position), position);
        return SqlStdOperatorTable.CAST.createCall(position, SqlLiteral.createCharString(name, position), text);
    }

    /** The fields of a row that is written out are f1, f2, … */
    private static @Nullable SqlNode field(SqlBasicCall dot) {
        SqlNode name = dot.operand(1);
        if (dot.operand(0).getKind() == SqlKind.ROW && name instanceof SqlIdentifier field && field.isSimple()) {
            String digits =
                    field.getSimple().startsWith("f") ? field.getSimple().substring(1) : "";
            if (digits.matches("[1-9][0-9]{0,3}")) {
                SqlIdentifier inner =
                        new SqlIdentifier("EXPR$" + (Integer.parseInt(digits) - 1), field.getParserPosition());
                return SqlStdOperatorTable.DOT.createCall(dot.getParserPosition(), dot.operand(0), inner);
            }
        }
        return null;
    }

    /** SESSION(TABLE t PARTITION BY k, DESCRIPTOR(time), gap): the keys become a descriptor behind that of the time. */
    private static SqlNode session(SqlBasicCall call, SqlCall table) {
        SqlNodeList keys = table.operand(1);
        SqlNodeList order = table.operand(2);
        if (!order.isEmpty()) {
            throw SqlErrors.notSupported(order.getParserPosition(), "ORDER BY in the table of SESSION");
        }
        List<SqlNode> operands = new ArrayList<>(call.getOperandList());
        operands.set(0, table.operand(0));
        operands.add(
                Math.min(2, operands.size()),
                SqlStdOperatorTable.DESCRIPTOR.createCall(keys.getParserPosition(), keys.getList()));
        return call.getOperator().createCall(call.getParserPosition(), operands);
    }

    /** The interval of WITHIN stays a literal, however fine it is. */
    private final class MatchCopy extends CallCopyingArgHandler {
        MatchCopy(SqlCall call) {
            super(call, true);
        }

        @Override
        public @Nullable SqlNode visitChild(
                SqlVisitor<@Nullable SqlNode> visitor, SqlNode call, int place, @Nullable SqlNode operand) {
            return place == SqlMatchRecognize.OPERAND_INTERVAL
                    ? operand
                    : super.visitChild(visitor, call, place, operand);
        }
    }

    /** A {@code ?} that nothing gives a type is text, as in PostgreSQL. */
    private static SqlNode typedAsText(SqlNode items) {
        List<SqlNode> typed = new ArrayList<>();
        for (SqlNode item : (SqlNodeList) items) {
            if (item instanceof SqlBasicCall as && as.getKind() == SqlKind.AS) {
                as.setOperand(0, TypedParameters.of(as.operand(0), DataType.of(TypeKind.VARCHAR)));
                typed.add(as);
            } else {
                typed.add(TypedParameters.of(item, DataType.of(TypeKind.VARCHAR)));
            }
        }
        return new SqlNodeList(typed, items.getParserPosition());
    }

    private static void takeStreamOff(SqlSelect select) {
        SqlNodeList kept = new SqlNodeList(SqlParserPos.ZERO);
        SqlNodeList keywords = (SqlNodeList) select.getOperandList().get(0);
        for (SqlNode keyword : keywords) {
            if (keyword instanceof SqlLiteral literal && literal.getValue() != SqlSelectKeyword.STREAM) {
                kept.add(keyword);
            }
        }
        select.setOperand(0, kept);
    }

    /** DATE_TRUNC('day', t) and DATE_TRUNC(t, DAY). */
    private static SqlNode dateTrunc(SqlBasicCall call) {
        SqlNode first = call.operand(0);
        SqlNode second = call.operand(1);
        if (second instanceof SqlIntervalQualifier unit) {
            String name = unit.timeFrameName != null ? unit.timeFrameName : unit.timeUnitRange.name();
            SqlNode text = SqlLiteral.createCharString(name.toUpperCase(Locale.ROOT), unit.getParserPosition());
            return MillraceOperators.DATE_TRUNC.createCall(call.getParserPosition(), text, first);
        }
        return MillraceOperators.DATE_TRUNC.createCall(call.getParserPosition(), first, second);
    }
}
