package io.millrace.parser;

import io.millrace.parser.generated.MillraceParserImpl;
import io.millrace.parser.generated.MillraceParserImplConstants;
import io.millrace.parser.generated.ParseException;
import java.util.BitSet;
import java.util.Locale;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;

/** What the generated grammar says of its words, asked of it once, when the first syntax error is to be explained. */
final class GrammarWords {
    /** Begins no phrase: makes the grammar say what could stand in its place. */
    private static final char NEVER_VALID = '\u0007';

    /** Tokens that can begin an expression. */
    static final BitSet EXPRESSION_STARTS = expectedAfter("");

    /** Tokens that can begin a type. */
    static final BitSet TYPE_STARTS = expectedAfter("CAST(x AS ");

    private static final SqlAbstractParserImpl.Metadata WORDS =
            MillraceParserImpl.FACTORY.getParser(new java.io.StringReader("")).getMetadata();

    private GrammarWords() {}

    /** Whether a kind of token is a word that is also a name. */
    static boolean isUnreserved(int kind) {
        String image = MillraceParserImplConstants.tokenImage[kind];
        return ContextualTokens.isKeyword(kind)
                && WORDS.isNonReservedKeyword(
                        image.substring(1, image.length() - 1).toUpperCase(Locale.ROOT));
    }

    private static BitSet expectedAfter(String expression) {
        BitSet starts = new BitSet();
        try {
            MillraceParser.grammar(expression + NEVER_VALID).parseSqlExpressionEof();
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
