package io.millrace.parser.statement;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** A column of {@code CREATE TABLE}: stored, computed ({@code c AS expression}) or of the connector's metadata. */
public final class ColumnDefinition extends SqlCall {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("COLUMN", SqlKind.COLUMN_DECL);

    public final SqlIdentifier name;

    /** With its nullability; null for a computed column. */
    public final @Nullable SqlDataTypeSpec type;

    /** Of a computed column. */
    public final @Nullable SqlNode expression;

    /** Whether {@code PRIMARY KEY} was said at the column. */
    public final boolean primaryKey;

    public final @Nullable SqlNode defaultValue;

    /** Whether {@code METADATA} was said. */
    public final boolean metadata;

    /** A string literal; without it the key is the column's name. */
    public final @Nullable SqlNode metadataKey;

    /** Whether the metadata is read only. */
    public final boolean virtual;

    private ColumnDefinition(
            SqlParserPos pos,
            SqlIdentifier name,
            @Nullable SqlDataTypeSpec type,
            @Nullable SqlNode expression,
            boolean primaryKey,
            @Nullable SqlNode defaultValue,
            boolean metadata,
            @Nullable SqlNode metadataKey,
            boolean virtual) {
        super(pos);
        this.name = name;
        this.type = type;
        this.expression = expression;
        this.primaryKey = primaryKey;
        this.defaultValue = defaultValue;
        this.metadata = metadata;
        this.metadataKey = metadataKey;
        this.virtual = virtual;
    }

    public static ColumnDefinition computed(SqlParserPos pos, SqlIdentifier name, SqlNode expression) {
        return new ColumnDefinition(pos, name, null, expression, false, null, false, null, false);
    }

    public static ColumnDefinition typed(
            SqlParserPos pos,
            SqlIdentifier name,
            SqlDataTypeSpec type,
            boolean primaryKey,
            @Nullable SqlNode defaultValue,
            boolean metadata,
            @Nullable SqlNode metadataKey,
            boolean virtual) {
        return new ColumnDefinition(pos, name, type, null, primaryKey, defaultValue, metadata, metadataKey, virtual);
    }

    /** The key of the metadata: as said, or the column's name. */
    public Optional<String> metadataKeyText() {
        return metadata
                ? Optional.of(metadataKey == null ? name.getSimple() : OptionAssignment.text(metadataKey))
                : Optional.empty();
    }

    @Override
    public SqlOperator getOperator() {
        return OPERATOR;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return MillraceStatement.operands(name, type, expression, defaultValue, metadataKey);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        name.unparse(writer, 0, 0);
        Clauses.optional(writer, "AS", expression);
        if (type != null) {
            type.unparse(writer, 0, 0);
            if (Boolean.FALSE.equals(type.getNullable())) {
                writer.keyword("NOT NULL");
            }
        }
        if (metadata) {
            writer.keyword("METADATA");
            Clauses.optional(writer, "FROM", metadataKey);
            if (virtual) {
                writer.keyword("VIRTUAL");
            }
        }
        Clauses.optional(writer, "DEFAULT", defaultValue);
        if (primaryKey) {
            writer.keyword("PRIMARY KEY");
        }
    }
}
