package io.millrace.executor.engine;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.plan.expression.DataTypeJson;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;

/** Catalog objects as JSON, for log and manifests. <b>Threading:</b> any thread. */
final class CatalogJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .addMixIn(DataType.class, DataTypeJson.class)
            .build();

    private CatalogJson() {}

    static String write(CatalogObject object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new MillraceException(
                    SqlState.INTERNAL_ERROR, object.name() + " cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    static CatalogObject read(String json) {
        try {
            return MAPPER.readValue(json, CatalogObject.class);
        } catch (JsonProcessingException e) {
            throw new MillraceException(
                    SqlState.DATA_CORRUPTED, "a catalog object cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
