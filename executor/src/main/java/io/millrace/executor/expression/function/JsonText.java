package io.millrace.executor.expression.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions to JSON in text, with paths of SQL/JSON. What is no JSON, or does not suit the path or the question, has the
 * answer {@link #ERROR}; where nothing is at the path, {@link #EMPTY}. Keeps the last path.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class JsonText {
    public static final int EMPTY = 0;
    public static final int FOUND = 1;
    public static final int ERROR = 2;

    private static final int DEPTH_MAX = 1_000;
    private static final int PLAIN_DIGITS_MAX = 1_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(PLAIN_DIGITS_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Slice NO_WRAPPER = Slice.of("NONE");

    private byte[] lastPath = {};
    private @Nullable JsonPath path;

    /** The text as it is, if it is JSON. */
    public static void check(Slice text, Slice out) {
        require(text);
        out.set(text);
    }

    static JsonNode require(Slice text) {
        JsonNode node = parse(text);
        if (node == null) {
            throw DataErrors.invalidText(text, "JSON");
        }
        return node;
    }

    /** The scalar at the path, as text; false if there is none, or null, or more than one. */
    public boolean value(Slice json, Slice pathText, Slice out) {
        List<JsonNode> found = find(json, pathText);
        if (found == null || found.size() != 1 || !isScalar(found.get(0))) {
            return false;
        }
        JsonNode scalar = found.get(0);
        if (scalar.isNull()) {
            return false;
        }
        out.set(scalarText(scalar));
        return true;
    }

    static String scalarText(JsonNode scalar) {
        if (scalar.isBigDecimal()) {
            BigDecimal number = scalar.decimalValue();
            return Math.abs((long) number.scale()) > PLAIN_DIGITS_MAX ? number.toString() : number.toPlainString();
        }
        return scalar.asText();
    }

    private static boolean isScalar(JsonNode node) {
        return node.isValueNode();
    }

    /**
     * What is at the path, as JSON; false if there is nothing to show.
     *
     * @param wrapper NONE: only one object or array; CONDITIONAL: all else in an array; ALWAYS: all in an array
     */
    public boolean query(Slice json, Slice pathText, Slice wrapper, Slice out) {
        List<JsonNode> found = find(json, pathText);
        if (found == null || found.isEmpty()) {
            return false;
        }
        String wraps = wrapper.toString();
        boolean one = found.size() == 1 && found.get(0).isContainerNode();
        if (wraps.equals("ALWAYS") || wraps.equals("CONDITIONAL") && !one) {
            out.set(MAPPER.createArrayNode().addAll(found).toString());
            return true;
        } else if (!one) {
            return false;
        }
        out.set(found.get(0).toString());
        return true;
    }

    public boolean query(Slice json, Slice pathText, Slice out) {
        return query(json, pathText, NO_WRAPPER, out);
    }

    /** Whether there is anything at the path; false where that is an error. */
    public boolean exists(Slice json, Slice pathText) {
        List<JsonNode> found = find(json, pathText);
        return found != null && !found.isEmpty();
    }

    /**
     * How a question ends.
     *
     * @param question VALUE, EXISTS, or the wrapper of a query
     * @param refused EMPTY, ERROR, both or none: ends with an error of the row
     */
    public int outcome(Slice json, Slice pathText, Slice question, Slice refused) {
        List<JsonNode> found = find(json, pathText);
        String asked = question.toString();
        String errors = refused.toString();
        int outcome = outcome(found, asked);
        if (outcome == EMPTY && errors.contains("EMPTY")) {
            throw new MillraceException(
                    SqlState.NO_JSON_ITEM,
                    "there is nothing at the JSON path " + DataErrors.quoted(pathText.toString()));
        } else if (outcome == ERROR && errors.contains("ERROR")) {
            throw error(json, pathText, found, asked);
        }
        return outcome;
    }

    private static int outcome(@Nullable List<JsonNode> found, String asked) {
        if (found == null) {
            return ERROR;
        } else if (found.isEmpty()) {
            return EMPTY;
        }
        boolean one = found.size() == 1;
        boolean suits =
                switch (asked) {
                    case "VALUE" -> one && isScalar(found.get(0));
                    case "NONE" -> one && found.get(0).isContainerNode();
                    default -> true;
                };
        return suits ? FOUND : ERROR;
    }

    private static MillraceException error(Slice json, Slice pathText, @Nullable List<JsonNode> found, String asked) {
        String shownPath = DataErrors.quoted(pathText.toString());
        if (parse(json) == null) {
            return DataErrors.invalidText(json, "JSON");
        } else if (found == null) {
            return new MillraceException(
                    SqlState.NO_JSON_ITEM, "the JSON is not made as the strict path " + shownPath + " says");
        } else if (found.size() > 1) {
            return new MillraceException(
                    SqlState.MORE_THAN_ONE_JSON_ITEM,
                    "there are " + found.size() + " items at the JSON path " + shownPath);
        }
        return new MillraceException(
                SqlState.JSON_ITEM_OF_WRONG_KIND,
                "what is at the JSON path " + shownPath + " is "
                        + (asked.equals("VALUE") ? "no scalar" : "neither an object nor an array"));
    }

    /** Null if it is no JSON, or not made as a strict path says. */
    private @Nullable List<JsonNode> find(Slice json, Slice pathText) {
        JsonPath known = known(pathText);
        JsonNode root = parse(json);
        return root == null ? null : known.find(root);
    }

    private JsonPath known(Slice pathText) {
        JsonPath known = path;
        if (known == null || !Slices.equal(pathText, Slice.of(lastPath))) {
            known = JsonPath.of(pathText.toString());
            path = known;
            lastPath = pathText.toBytes();
        }
        return known;
    }

    /** The one thing at the path of what must be JSON, null if there is none. */
    @Nullable JsonNode at(Slice json, Slice pathText) {
        List<JsonNode> found = known(pathText).find(require(json));
        return found == null || found.size() != 1 ? null : found.get(0);
    }

    static @Nullable JsonNode parse(Slice json) {
        try {
            JsonNode node = MAPPER.readTree(json.toString());
            return node == null || node.isMissingNode() ? null : node;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
