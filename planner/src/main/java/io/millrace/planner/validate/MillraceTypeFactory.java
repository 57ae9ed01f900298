package io.millrace.planner.validate;

import io.millrace.planner.type.MillraceTypeSystem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;

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

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }
}
