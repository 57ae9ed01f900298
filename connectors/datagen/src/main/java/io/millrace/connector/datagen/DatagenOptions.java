package io.millrace.connector.datagen;

import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.option.Option;
import java.util.List;
import java.util.Map;

/**
 * Options of a datagen table, but for those of its columns.
 *
 * @param rowsPerSecond over all readers; 0 for no limit
 * @param rows {@link #ENDLESS} if without end
 */
record DatagenOptions(long rowsPerSecond, long rows, int splits, long seed, long baseTimeMicros) {
    static final long ENDLESS = Long.MAX_VALUE;

    static final Option<Long> ROWS_PER_SECOND = Option.bigint("rows-per-second", 0, 1_000_000_000)
            .defaultValue(10L)
            .describedAs("rows made per second, over all readers; 0 for as many as are taken");
    static final Option<Long> ROWS = Option.bigint("rows", 0, ENDLESS)
            .describedAs("number of rows, after which the table ends; by default it never ends");
    static final Option<Integer> SPLITS = Option.integer("splits", 1, 1024)
            .defaultValue(1)
            .describedAs("number of parts that can be read in parallel; the rows are the same for any number");
    static final Option<Long> SEED = Option.bigint("seed", Long.MIN_VALUE, Long.MAX_VALUE)
            .defaultValue(0L)
            .describedAs("another seed makes other random values");
    static final Option<String> BASE_TIME = Option.string("base-time")
            .defaultValue("2024-01-01 00:00:00")
            .describedAs("value of timestamp columns in the first row, unless they have options of their own");
    static final Option<String> KIND = Option.choice("fields.*.kind", List.of("sequence", "random"))
            .describedAs("how the values of a column are made; by default at random");
    static final Option<String> START = Option.string("fields.*.start").describedAs("first value of a sequence");
    static final Option<String> END =
            Option.string("fields.*.end").describedAs("last value of a sequence, behind which it begins again");
    static final Option<String> MIN = Option.string("fields.*.min").describedAs("smallest random value");
    static final Option<String> MAX = Option.string("fields.*.max").describedAs("largest random value");
    static final Option<String> LENGTH =
            Option.string("fields.*.length").describedAs("length of random texts and binary values");
    static final Option<String> NULL_RATE =
            Option.string("fields.*.null-rate").describedAs("share of NULLs, from 0 to 1");

    static final List<Option<?>> ALL =
            List.of(ROWS_PER_SECOND, ROWS, SPLITS, SEED, BASE_TIME, KIND, START, END, MIN, MAX, LENGTH, NULL_RATE);

    static DatagenOptions of(Map<String, String> options) {
        return new DatagenOptions(
                ROWS_PER_SECOND.read(options),
                ROWS.find(options).orElse(ENDLESS),
                SPLITS.read(options),
                SEED.read(options),
                baseTimeMicros(options));
    }

    /** What a row's timestamp lies behind that of the row before, in microseconds: a thousandth of a second if unlimited. */
    double microsPerRow() {
        return rowsPerSecond == 0 ? 1_000 : 1e6 / rowsPerSecond;
    }

    private static long baseTimeMicros(Map<String, String> options) {
        String text = BASE_TIME.read(options);
        return Literals.timestamp(text.trim())
                .map(JavaValues::micros)
                .orElseThrow(() -> new MillraceException(
                        SqlState.INVALID_PARAMETER,
                        "option 'base-time' is '" + text + "'; expected a timestamp such as '2024-01-01 00:00:00'"));
    }
}
