package io.millrace.executor.expression;

import io.millrace.executor.expression.function.LikePattern;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;

/** Functions of text and bytes. */
final class TextWriter {
    private static final DataType TEXT = FunctionCalls.TEXT;
    private static final DataType INTEGER = FunctionCalls.INTEGER;
    private static final DataType BOOLEAN = FunctionCalls.BOOLEAN;

    private TextWriter() {}

    /** CONCAT: NULL if one argument is. */
    static Value writeConcat(Call call, Emitter emitter) {
        boolean binary = call.type().kind().isBinary();
        List<Value> arguments = new ArrayList<>();
        for (Value value : emitter.writeAll(call.arguments())) {
            arguments.add(binary ? value : CastWriter.toText(value, emitter));
        }
        Value result = emitter.compute(binary ? call.type() : TEXT, "concat", arguments, name -> {
            emitter.line(name + ".clear();");
            for (Value argument : arguments.subList(0, arguments.size() - 1)) {
                emitter.line(name + ".append(" + argument.code() + ");");
            }
            return name + ".append(" + arguments.get(arguments.size() - 1).code() + ")";
        });
        return CastWriter.coerce(result, call.type(), emitter);
    }

    /** CONCAT_TEXT: never NULL. */
    static Value writeConcatText(Call call, Emitter emitter) {
        List<Value> arguments = new ArrayList<>();
        for (Value value : emitter.writeAll(call.arguments())) {
            arguments.add(CastWriter.toText(value, emitter));
        }
        String name = emitter.kernel().scratch("Slice", "concat");
        emitter.line(name + ".clear();");
        for (Value argument : arguments) {
            append(argument, name, emitter);
        }
        return CastWriter.coerce(Value.notNull(name, TEXT), call.type(), emitter);
    }

    private static void append(Value argument, String name, Emitter emitter) {
        if (argument.alwaysNull()) {
            return;
        }
        if (argument.mayBeNull()) {
            emitter.code().open("if (!" + argument.isNull() + ") {");
        }
        emitter.line(name + ".append(" + argument.code() + ");");
        if (argument.mayBeNull()) {
            emitter.code().close();
        }
    }

    /** CONCAT_WS: NULL only if the separator is. */
    static Value writeConcatWithSeparator(Call call, Emitter emitter) {
        List<Value> arguments = new ArrayList<>();
        for (Value value : emitter.writeAll(call.arguments())) {
            arguments.add(CastWriter.toText(value, emitter));
        }
        Value separator = arguments.get(0);
        Value result = emitter.compute(TEXT, "concatWs", List.of(separator), name -> {
            String between = emitter.kernel().name("between");
            emitter.line(name + ".clear();");
            emitter.line("boolean " + between + " = false;");
            for (Value argument : arguments.subList(1, arguments.size())) {
                if (!argument.alwaysNull()) {
                    emitter.code().open("if (" + (argument.mayBeNull() ? "!" + argument.isNull() : "true") + ") {");
                    emitter.code().open("if (" + between + ") {");
                    emitter.line(name + ".append(" + separator.code() + ");");
                    emitter.code().close();
                    emitter.line(name + ".append(" + argument.code() + ");");
                    emitter.line(between + " = true;");
                    emitter.code().close();
                }
            }
            return "";
        });
        return CastWriter.coerce(result, call.type(), emitter);
    }

    /** LIKE and ILIKE; a constant pattern is taken apart once. */
    static Value writeLike(Call call, Emitter emitter) {
        boolean ignoresCase = call.function() == Function.ILIKE;
        List<Value> arguments = FunctionCalls.arguments(call, emitter, "TTT");
        Expression pattern = call.argument(1);
        Expression escape = call.arguments().size() > 2 ? call.argument(2) : null;
        boolean constant = pattern instanceof Literal literal
                && !literal.holdsNull()
                && (escape == null || escape instanceof Literal escapeLiteral && !escapeLiteral.holdsNull());
        if (constant) {
            String escapeText = escape == null ? LikePattern.ESCAPE_DEFAULT : ((Literal) escape).text();
            LikePattern compiled = LikePattern.of(((Literal) pattern).text(), escapeText, ignoresCase);
            String name = emitter.kernel().constant(LikePattern.class, compiled);
            return FunctionCalls.write(call, arguments.subList(0, 1), emitter, name + ".matches", BOOLEAN);
        }
        String matcher = emitter.kernel().scratch("LikeMatcher", "like");
        return FunctionCalls.write(
                call, arguments, emitter, matcher + (ignoresCase ? ".matchesIgnoringCase" : ".matches"), BOOLEAN);
    }

    /** Functions by regular expressions; the last one is kept compiled. */
    static Value writeRegularExpression(Call call, Emitter emitter) {
        String regex = emitter.kernel().scratch("RegularExpression", "regex");
        return switch (call.function()) {
            case REGEXP_LIKE -> FunctionCalls.write(call, emitter, regex + ".find", "TTT", BOOLEAN);
            case REGEXP_REPLACE -> FunctionCalls.write(call, emitter, regex + ".replace", "TTTT", TEXT);
            case SIMILAR_TO -> FunctionCalls.write(call, emitter, regex + ".similar", "TTT", BOOLEAN);
            case REGEXP_EXTRACT ->
                FunctionCalls.writeOptional(
                        call, FunctionCalls.arguments(call, emitter, "TTI"), emitter, regex + ".extract", TEXT);
            default -> throw new IllegalArgumentException(call.function().name());
        };
    }

    /** Functions that go from match to match. */
    static Value writeMatches(Call call, Emitter emitter) {
        String matches = emitter.kernel().scratch("RegularMatches", "matches");
        return switch (call.function()) {
            case REGEXP_COUNT -> FunctionCalls.write(call, emitter, matches + ".count", "TTIT", INTEGER);
            case REGEXP_INSTR -> FunctionCalls.write(call, emitter, matches + ".position", "TTIIITI", INTEGER);
            case REGEXP_SUBSTR -> optional(call, emitter, matches + ".substring", "TTIITI", TEXT);
            case REGEXP_SUBSTRING -> optional(call, emitter, matches + ".first", "TT", TEXT);
            case REGEXP_MATCH -> optional(call, emitter, matches + ".groups", "TTT", call.type());
            default -> FunctionCalls.write(call, emitter, matches + ".split", "TTT", call.type());
        };
    }

    private static Value optional(Call call, Emitter emitter, String method, String kinds, DataType type) {
        return FunctionCalls.writeOptional(call, FunctionCalls.arguments(call, emitter, kinds), emitter, method, type);
    }

    /** The functions that are one method each. */
    static Value write(Call call, Emitter emitter) {
        boolean binary = emitter.write(call.argument(0)).type().kind().isBinary();
        return switch (call.function()) {
            case UPPER -> FunctionCalls.write(call, emitter, "Texts.upper", "T", TEXT);
            case LOWER -> FunctionCalls.write(call, emitter, "Texts.lower", "T", TEXT);
            case INITCAP -> FunctionCalls.write(call, emitter, "Texts.initcap", "T", TEXT);
            case CHAR_LENGTH ->
                binary
                        ? FunctionCalls.write(call, emitter, "Texts.bytes", "B", INTEGER)
                        : FunctionCalls.write(call, emitter, "Slices.characters", "T", INTEGER);
            case OCTET_LENGTH -> FunctionCalls.write(call, emitter, "Texts.bytes", "B", INTEGER);
            case SUBSTRING ->
                binary
                        ? FunctionCalls.write(call, emitter, "Texts.subBytes", "BLL", DataType.of(TypeKind.VARBINARY))
                        : FunctionCalls.write(call, emitter, "Texts.substring", "TLL", TEXT);
            case LEFT -> FunctionCalls.write(call, emitter, "Texts.left", "TL", TEXT);
            case RIGHT -> FunctionCalls.write(call, emitter, "Texts.right", "TL", TEXT);
            case TRIM_BOTH -> FunctionCalls.write(call, emitter, "Trimming.both", "TT", TEXT);
            case TRIM_LEADING -> FunctionCalls.write(call, emitter, "Trimming.leading", "TT", TEXT);
            case TRIM_TRAILING -> FunctionCalls.write(call, emitter, "Trimming.trailing", "TT", TEXT);
            case LPAD -> FunctionCalls.write(call, emitter, "Texts.leftPad", "TLT", TEXT);
            case RPAD -> FunctionCalls.write(call, emitter, "Texts.rightPad", "TLT", TEXT);
            case POSITION -> FunctionCalls.write(call, emitter, "Texts.position", "TTL", INTEGER);
            case OVERLAY -> FunctionCalls.write(call, emitter, "Texts.overlay", "TTLL", TEXT);
            case REPLACE -> FunctionCalls.write(call, emitter, "Texts.replace", "TTT", TEXT);
            case TRANSLATE -> FunctionCalls.write(call, emitter, "Texts.translate", "TTT", TEXT);
            case REVERSE -> FunctionCalls.write(call, emitter, "Texts.reverse", "T", TEXT);
            case REPEAT -> FunctionCalls.write(call, emitter, "Texts.repeat", "TL", TEXT);
            case SPLIT_PART -> FunctionCalls.write(call, emitter, "Texts.splitPart", "TTL", TEXT);
            case STARTS_WITH -> FunctionCalls.write(call, emitter, "Slices.startsWith", "BB", BOOLEAN);
            case ENDS_WITH -> FunctionCalls.write(call, emitter, "Slices.endsWith", "BB", BOOLEAN);
            case CONTAINS -> FunctionCalls.write(call, emitter, "Slices.contains", "BB", BOOLEAN);
            case ASCII -> FunctionCalls.write(call, emitter, "Texts.ascii", "T", INTEGER);
            case CHR -> FunctionCalls.write(call, emitter, "Texts.chr", "L", TEXT);
            case MD5 -> FunctionCalls.write(call, emitter, "Encodings.md5", "B", TEXT);
            case SHA1 -> FunctionCalls.write(call, emitter, "Encodings.sha1", "B", TEXT);
            case SHA256 -> FunctionCalls.write(call, emitter, "Encodings.sha256", "B", TEXT);
            case SHA512 -> FunctionCalls.write(call, emitter, "Encodings.sha512", "B", TEXT);
            case SHA224 -> FunctionCalls.write(call, emitter, "Encodings.sha224", "B", TEXT);
            case SHA384 -> FunctionCalls.write(call, emitter, "Encodings.sha384", "B", TEXT);
            case ENCODE -> FunctionCalls.write(call, emitter, "ByteTexts.encode", "BT", TEXT);
            case DECODE ->
                FunctionCalls.write(call, emitter, "ByteTexts.decode", "TT", DataType.of(TypeKind.VARBINARY));
            case QUOTE_IDENT -> FunctionCalls.write(call, emitter, "Quoting.identifier", "T", TEXT);
            case QUOTE_LITERAL -> FunctionCalls.write(call, emitter, "Quoting.literal", "T", TEXT);
            case FORMAT_TEXT -> FunctionCalls.write(call, emitter, "Quoting.format", "TX", TEXT);
            case TO_NUMBER -> FunctionCalls.write(call, emitter, "NumberInput.read", "TT", TEXT);
            case CRC32 -> FunctionCalls.write(call, emitter, "Encodings.crc32", "B", DataType.of(TypeKind.BIGINT));
            case SOUNDEX -> FunctionCalls.write(call, emitter, "Soundex.code", "T", TEXT);
            case SOUNDEX_DIFFERENCE -> FunctionCalls.write(call, emitter, "Soundex.difference", "TT", INTEGER);
            case TO_HEX -> writeHex(call, emitter);
            case TO_BASE64 -> FunctionCalls.write(call, emitter, "Encodings.toBase64", "B", TEXT);
            case FROM_BASE64 -> FunctionCalls.write(call, emitter, "Encodings.fromBase64", "B", call.type());
            case URL_ENCODE -> FunctionCalls.write(call, emitter, "Encodings.urlEncode", "T", TEXT);
            case URL_DECODE -> FunctionCalls.write(call, emitter, "Encodings.urlDecode", "T", TEXT);
            default -> throw new IllegalArgumentException(call.function().name());
        };
    }

    private static Value writeHex(Call call, Emitter emitter) {
        DataType type = call.argument(0).type();
        return switch (type.storage()) {
            case INT -> FunctionCalls.write(call, emitter, "Encodings.toHex", "I", TEXT);
            case BYTES -> FunctionCalls.write(call, emitter, "Encodings.toHex", "B", TEXT);
            case LONG, DOUBLE, WIDE, NESTED -> FunctionCalls.write(call, emitter, "Encodings.toHex", "L", TEXT);
        };
    }
}
