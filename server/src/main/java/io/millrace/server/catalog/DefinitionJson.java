package io.millrace.server.catalog;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.plan.expression.DataTypeJson;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;

/** Definitions as JSON text. <b>Threading:</b> any thread. */
public final class DefinitionJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .addMixIn(DataType.class, DataTypeJson.class)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private DefinitionJson() {}

    public static String write(Definition definition) {
        try {
            return MAPPER.writeValueAsString(definition);
        } catch (JsonProcessingException e) {
            throw new MillraceException(
                    SqlState.INTERNAL_ERROR, "a definition cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /** @throws MillraceException XX001 if the text is no definition */
    public static Definition read(String object, String json) {
        try {
            return MAPPER.readValue(json, Definition.class);
        } catch (JsonProcessingException e) {
            throw new MillraceException(
                    SqlState.DATA_CORRUPTED,
                    "the stored definition of \"" + object + "\" cannot be read: " + e.getOriginalMessage(),
                    e);
        }
    }
}
