package io.millrace.server.system;

import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.List;

/**
 * A relation of {@code sys} or {@code information_schema}.
 *
 * @param name qualified
 * @param description one sentence for the reference
 */
record SystemRelation(String name, String description, RowType rowType, Content content) {
    /** Makes the rows. */
    @FunctionalInterface
    interface Content {
        void write(DatabaseState database, RowWriter out);
    }

    static SystemRelation of(String name, String description, Content content, Field... columns) {
        return new SystemRelation(name, description, new RowType(List.of(columns)), content);
    }

    static Field text(String name) {
        return new Field(name, DataType.of(TypeKind.VARCHAR).notNull());
    }

    static Field optionalText(String name) {
        return new Field(name, DataType.of(TypeKind.VARCHAR));
    }

    static Field number(String name) {
        return new Field(name, DataType.of(TypeKind.BIGINT).notNull());
    }

    static Field optionalNumber(String name) {
        return new Field(name, DataType.of(TypeKind.BIGINT));
    }

    static Field integer(String name) {
        return new Field(name, DataType.of(TypeKind.INTEGER).notNull());
    }

    static Field optionalInteger(String name) {
        return new Field(name, DataType.of(TypeKind.INTEGER));
    }

    static Field bool(String name) {
        return new Field(name, DataType.of(TypeKind.BOOLEAN).notNull());
    }

    static Field time(String name) {
        return new Field(name, DataType.of(TypeKind.TIMESTAMP_TZ).notNull());
    }

    static Field optionalInstant(String name) {
        return new Field(name, DataType.of(TypeKind.TIMESTAMP_TZ));
    }

    static Field optionalTime(String name) {
        return new Field(name, DataType.of(TypeKind.TIMESTAMP));
    }
}
