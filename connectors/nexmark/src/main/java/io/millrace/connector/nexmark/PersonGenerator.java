package io.millrace.connector.nexmark;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.ColumnBuilder.OfBytes;
import io.millrace.spi.batch.ColumnBuilder.OfLong;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** People of a few states and names, so that queries find matches in little data. */
final class PersonGenerator implements EventGenerator {
    private static final Words STATES = Words.of(List.of("AZ", "CA", "ID", "OR", "WA", "WY"));
    private static final Words CITIES = Words.of(List.of(
            "Phoenix",
            "Los Angeles",
            "San Francisco",
            "Boise",
            "Portland",
            "Bend",
            "Redmond",
            "Seattle",
            "Kent",
            "Cheyenne"));
    private static final Words FIRST_NAMES = Words.of(
            List.of("Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter"));
    private static final Words LAST_NAMES =
            Words.of(List.of("Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris"));
    private static final byte[] MAIL_END = ".com".getBytes(StandardCharsets.US_ASCII);
    private static final int TEXT_LENGTH_MAX = 64;
    private static final int CARD_LENGTH = 19;
    /** Bytes of a person, on average, and of what is neither text nor extra. */
    private static final int BYTES_AVERAGE = 200;

    private static final int BYTES_FIXED = 8;

    private final Nexmark nexmark;
    private final Letters letters;
    private ColumnBuilder[] columns = {};

    PersonGenerator(Nexmark nexmark, Letters letters) {
        this.nexmark = nexmark;
        this.letters = letters;
    }

    @Override
    public void bind(ColumnBuilder[] newColumns) {
        columns = newColumns;
    }

    @Override
    public void append(long event) {
        long key = Hash.key(nexmark.config().seed(), event);
        ((OfLong) columns[0]).append(Nexmark.FIRST_ID + Nexmark.lastPerson(event));
        long places = Hash.of(key, 4);
        int length = appendName((OfBytes) columns[1], Hash.of(key, 1))
                + appendMail((OfBytes) columns[2], Hash.of(key, 2), Hash.of(key, 6))
                + appendCard((OfBytes) columns[3], Hash.of(key, 3))
                + appendWord((OfBytes) columns[4], CITIES, places)
                + appendWord((OfBytes) columns[5], STATES, places >>> 32);
        ((OfLong) columns[6]).append(nexmark.timeMicros(event));
        Texts.appendExtra((OfBytes) columns[7], letters, Hash.of(key, 5), BYTES_AVERAGE - BYTES_FIXED - length);
    }

    private static int appendWord(OfBytes column, Words words, long bits) {
        int start = column.position();
        byte[] target = column.reserveNext(TEXT_LENGTH_MAX);
        int end = words.copy((int) Hash.below(words.size(), bits), target, start);
        column.appended(end - start);
        return end - start;
    }

    private static int appendName(OfBytes column, long bits) {
        int start = column.position();
        byte[] target = column.reserveNext(TEXT_LENGTH_MAX);
        int end = FIRST_NAMES.copy((int) Hash.below(FIRST_NAMES.size(), bits), target, start);
        target[end++] = ' ';
        end = LAST_NAMES.copy((int) Hash.below(LAST_NAMES.size(), bits >>> 32), target, end);
        column.appended(end - start);
        return end - start;
    }

    private int appendMail(OfBytes column, long forName, long forDomain) {
        int start = column.position();
        byte[] target = column.reserveNext(TEXT_LENGTH_MAX);
        int end = letters.copy(forName, Texts.LENGTH_MIN + (int) Hash.below(4, forName >>> 32), target, start);
        target[end++] = '@';
        end = letters.copy(forDomain, Texts.LENGTH_MIN + (int) Hash.below(2, forDomain >>> 32), target, end);
        System.arraycopy(MAIL_END, 0, target, end, MAIL_END.length);
        end += MAIL_END.length;
        column.appended(end - start);
        return end - start;
    }

    /** Four groups of four digits. */
    private static int appendCard(OfBytes column, long bits) {
        int start = column.position();
        byte[] target = column.reserveNext(CARD_LENGTH);
        long rest = bits >>> 1;
        for (int i = 0; i < CARD_LENGTH; i++) {
            boolean space = i % 5 == 4;
            target[start + i] = (byte) (space ? ' ' : '0' + rest % 10);
            rest = space ? rest : rest / 10;
        }
        column.appended(CARD_LENGTH);
        return CARD_LENGTH;
    }
}
