package io.millrace.planner.validate;

import io.millrace.planner.type.MillraceTypeSystem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;

/** Types whose text is UTF-8. */
final class MillraceTypeFactory extends SqlTypeFactoryImpl {
    MillraceTypeFactory() {
        super(MillraceTypeSystem.INSTANCE);
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }
}
