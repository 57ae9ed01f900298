package io.millrace.spi.batch;

import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * A column of {@link Storage#NESTED}: what the values are made of lies in child columns. Value {@code row} of an ARRAY is
 * positions {@code start(row) … end(row) - 1} of child 0, of a MAP those of children 0 (keys, ascending) and 1 (values), and of
 * a ROW the one position {@code row} of every child.
 */
public final class NestedColumn extends Column {
    private final TypeKind kind;
    private final int @Nullable [] offsets;
    private final Column[] children;

    /** @param offsets of ARRAY and MAP: one more than there are rows, ascending; null for ROW */
    public NestedColumn(TypeKind kind, int @Nullable [] offsets, Column[] children, long @Nullable [] nulls) {
        super(nulls);
        this.kind = kind;
        this.offsets = offsets;
        this.children = children;
    }

    /** ARRAY, MAP or ROW. */
    public TypeKind kind() {
        return kind;
    }

    public int childCount() {
        return children.length;
    }

    public Column child(int index) {
        return children[index];
    }

    public int start(int row) {
        return offsets == null ? row : offsets[row];
    }

    public int end(int row) {
        return offsets == null ? row + 1 : offsets[row + 1];
    }

    /** Number of elements or entries; 1 for a ROW. */
    public int length(int row) {
        return end(row) - start(row);
    }

    @Override
    public Storage storage() {
        return Storage.NESTED;
    }

    @Override
    public int hash(int row) {
        if (isNull(row)) {
            return 0;
        }
        int end = end(row);
        int hash = 1;
        for (int position = start(row); position < end; position++) {
            for (Column child : children) {
                hash = 31 * hash + child.hash(position);
            }
        }
        return hash;
    }

    @Override
    public boolean same(int row, Column other, int otherRow) {
        boolean isNull = isNull(row);
        return isNull == other.isNull(otherRow) && (isNull || equals(row, (NestedColumn) other, otherRow));
    }

    private boolean equals(int row, NestedColumn other, int otherRow) {
        int length = length(row);
        if (length != other.length(otherRow)) {
            return false;
        }
        int start = start(row);
        int otherStart = other.start(otherRow);
        for (int i = 0; i < length; i++) {
            for (int child = 0; child < children.length; child++) {
                if (!children[child].same(start + i, other.children[child], otherStart + i)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** By the first difference, NULL behind all else; otherwise the shorter one is less. */
    @Override
    public int compare(int row, Column other, int otherRow) {
        NestedColumn that = (NestedColumn) other;
        int length = Math.min(length(row), that.length(otherRow));
        int start = start(row);
        int otherStart = that.start(otherRow);
        for (int i = 0; i < length; i++) {
            for (int child = 0; child < children.length; child++) {
                int order = compareNullsLast(children[child], start + i, that.children[child], otherStart + i);
                if (order != 0) {
                    return order;
                }
            }
        }
        return Integer.compare(length(row), that.length(otherRow));
    }

    private static int compareNullsLast(Column a, int row, Column b, int otherRow) {
        boolean aNull = a.isNull(row);
        boolean bNull = b.isNull(otherRow);
        return aNull || bNull ? Boolean.compare(aNull, bNull) : a.compare(row, b, otherRow);
    }
}
