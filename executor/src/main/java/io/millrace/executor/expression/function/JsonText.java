package io.millrace.executor.expression.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON in text. What is no JSON, or has nothing at the path, gives NULL (SQL's NULL ON ERROR, NULL ON EMPTY). Keeps the last
 * path.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private byte[] lastPath = {};
    private @Nullable JsonPath path;

    /** The text as it is, if it is JSON. */
    public static void check(Slice text, Slice out) {
        if (parse(text) == null) {
            throw DataErrors.invalidText(text, "JSON");
        }
        out.set(text);
    }

    /** The scalar at the path, as text; false if there is none, or null, or more than one. */
    public boolean value(Slice json, Slice pathText, Slice out) {
        List<JsonNode> found = find(json, pathText);
        if (found.size() != 1 || !found.get(0).isValueNode() || found.get(0).isNull()) {
            return false;
        }
        out.set(found.get(0).asText());
        return true;
    }

    /** The object or array at the path, as JSON; false if there is none, or more than one. */
    public boolean query(Slice json, Slice pathText, Slice out) {
        List<JsonNode> found = find(json, pathText);
        if (found.size() != 1 || !found.get(0).isContainerNode()) {
            return false;
        }
        out.set(found.get(0).toString());
        return true;
    }

    public boolean exists(Slice json, Slice pathText) {
        return !find(json, pathText).isEmpty();
    }

    private List<JsonNode> find(Slice json, Slice pathText) {
        JsonPath known = path;
        if (known == null || !Slices.equal(pathText, Slice.of(lastPath))) {
            known = JsonPath.of(pathText.toString());
            path = known;
            lastPath = pathText.toBytes();
        }
        JsonNode root = parse(json);
        return root == null ? List.of() : known.find(root);
    }

    private static @Nullable JsonNode parse(Slice json) {
        try {
            JsonNode node = MAPPER.readTree(json.toString());
            return node == null || node.isMissingNode() ? null : node;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
