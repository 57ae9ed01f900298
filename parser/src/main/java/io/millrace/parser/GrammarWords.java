package io.millrace.parser;

import io.millrace.parser.generated.MillraceParserImpl;
import io.millrace.parser.generated.MillraceParserImplConstants;
import io.millrace.parser.generated.ParseException;
import java.io.Reader;
import java.util.BitSet;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;

/** What the generated grammar says of its words, asked of it once, when the first syntax error is to be explained. */
final class GrammarWords {
    /** Begins no phrase: makes the grammar say what could stand in its place. */
    private static final char NEVER_VALID = '\u0007';

    /** Tokens that can begin a type. */
    static final BitSet TYPE_STARTS = typeStarts();

    /** Words of the language that are also names. */
    static final BitSet UNRESERVED = unreserved();

    private GrammarWords() {}

    private static BitSet unreserved() {
        SqlAbstractParserImpl.Metadata words =
                MillraceParserImpl.FACTORY.getParser(Reader.nullReader()).getMetadata();
        BitSet unreserved = new BitSet();
        for (int kind = 0; kind < MillraceParserImplConstants.tokenImage.length; kind++) {
            String image = MillraceParserImplConstants.tokenImage[kind];
            if (ContextualTokens.isKeyword(kind)
                    && words.isNonReservedKeyword(image.substring(1, image.length() - 1))) {
                unreserved.set(kind);
            }
        }
        return unreserved;
    }

    private static BitSet typeStarts() {
        BitSet starts = new BitSet();
        try {
            MillraceParser.grammar("CAST(x AS " + NEVER_VALID).parseSqlExpressionEof();
        } catch (ParseException e) {
            for (int[] sequence : e.expectedTokenSequences) {
                starts.set(sequence[0]);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return starts;
    }
}
