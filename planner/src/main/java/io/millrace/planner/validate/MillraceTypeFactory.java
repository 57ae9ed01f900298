package io.millrace.planner.validate;

import io.millrace.planner.type.MillraceTypeSystem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Types whose text is UTF-8. */
final class MillraceTypeFactory extends SqlTypeFactoryImpl {
    MillraceTypeFactory() {
        super(MillraceTypeSystem.INSTANCE);
    }

    /** Any element may be NULL: nothing may be concluded from an array that was made of values that are not. */
    @Override
    public RelDataType createArrayType(RelDataType elementType, long maxCardinality) {
        return super.createArrayType(createTypeWithNullability(elementType, true), maxCardinality);
    }

    /** Keys are never NULL, any value may be. */
    @Override
    public RelDataType createMapType(RelDataType keyType, RelDataType valueType) {
        return super.createMapType(
                createTypeWithNullability(keyType, false), createTypeWithNullability(valueType, true));
    }

    /**
     * The common type, in which texts that are inside others have no length: Calcite casts to it where nobody wrote a cast, and
     * takes the length of one text for that of all when there is a NULL among them.
     */
    @Override
    public @Nullable RelDataType leastRestrictive(List<RelDataType> types, SqlTypeMappingRule mappingRule) {
        RelDataType common = super.leastRestrictive(types, mappingRule);
        if (common == null) {
            return null;
        }
        return common.isStruct()
                ? row(common, types)
                : common.getSqlTypeName() == SqlTypeName.ARRAY || common.getSqlTypeName() == SqlTypeName.MAP
                        ? unlimited(common)
                        : common;
    }

    /** A row type, of values or of a relation: a text keeps its length where all agree on it. */
    private RelDataType row(RelDataType common, List<RelDataType> types) {
        List<RelDataType> fields = new ArrayList<>();
        for (RelDataTypeField field : common.getFieldList()) {
            RelDataType type = field.getType();
            boolean agreed = types.stream()
                    .filter(RelDataType::isStruct)
                    .map(row -> row.getFieldList().get(field.getIndex()).getType())
                    .allMatch(other -> other.getSqlTypeName() == type.getSqlTypeName()
                            && other.getPrecision() == type.getPrecision());
            boolean text = type.getSqlTypeName().getFamily() == SqlTypeFamily.CHARACTER;
            fields.add(text && agreed ? type : unlimited(type));
        }
        RelDataType row = createStructType(common.getStructKind(), fields, common.getFieldNames());
        return createTypeWithNullability(row, common.isNullable());
    }

    private RelDataType unlimited(RelDataType type) {
        RelDataType component = type.getComponentType();
        RelDataType key = type.getKeyType();
        RelDataType value = type.getValueType();
        RelDataType changed;
        if (type.getSqlTypeName() == SqlTypeName.ARRAY && component != null) {
            changed = createArrayType(unlimited(component), -1);
        } else if (type.getSqlTypeName() == SqlTypeName.MAP && key != null && value != null) {
            changed = createMapType(unlimited(key), unlimited(value));
        } else if (type.isStruct()) {
            changed = createStructType(
                    type.getStructKind(),
                    type.getFieldList().stream()
                            .map(field -> unlimited(field.getType()))
                            .toList(),
                    type.getFieldNames());
        } else if (type.getSqlTypeName().getFamily() == SqlTypeFamily.CHARACTER) {
            changed = createSqlType(SqlTypeName.VARCHAR);
        } else {
            return type;
        }
        return createTypeWithNullability(changed, type.isNullable());
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }
}
