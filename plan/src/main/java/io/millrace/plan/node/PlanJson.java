package io.millrace.plan.node;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.plan.expression.DataTypeJson;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;

/** Plans as JSON text, for the catalog and for other engines. <b>Threading:</b> any thread. */
public final class PlanJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .addMixIn(DataType.class, DataTypeJson.class)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private PlanJson() {}

    public static String write(PhysicalPlan plan) {
        try {
            return MAPPER.writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new MillraceException(
                    SqlState.INTERNAL_ERROR, "a plan cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /** A part of a plan as JSON. */
    static JsonNode tree(Object part) {
        return MAPPER.valueToTree(part);
    }

    /** @throws MillraceException XX001 if the text is no plan of a version known here */
    public static PhysicalPlan read(String json) {
        try {
            int version = MAPPER.readTree(json).path("version").asInt();
            if (version != PhysicalPlan.VERSION) {
                throw new MillraceException(
                        SqlState.DATA_CORRUPTED,
                        "a stored plan has version " + version + ", this engine knows version " + PhysicalPlan.VERSION);
            }
            return MAPPER.readValue(json, PhysicalPlan.class);
        } catch (JsonProcessingException e) {
            throw new MillraceException(
                    SqlState.DATA_CORRUPTED, "a stored plan cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
