package io.millrace.executor.expression;

import java.util.List;
import java.util.stream.Stream;

/** What generated classes import. */
final class Imports {
    private static final String FUNCTIONS = "io.millrace.executor.expression.function.";

    static final List<String> NAMES = Stream.concat(
                    Stream.of(
                            "io.millrace.executor.expression.CalcKernel",
                            "io.millrace.executor.expression.JoinCondition",
                            "io.millrace.executor.expression.NavigatedCondition",
                            "io.millrace.spi.batch.BytesColumn",
                            "io.millrace.spi.batch.Column",
                            "io.millrace.spi.batch.ColumnBuilder",
                            "io.millrace.spi.batch.DoubleColumn",
                            "io.millrace.spi.batch.IntColumn",
                            "io.millrace.spi.batch.LongColumn",
                            "io.millrace.executor.expression.NestedCast",
                            "io.millrace.spi.batch.NestedColumn",
                            "io.millrace.spi.batch.WideColumn",
                            "io.millrace.spi.type.DataType",
                            "io.millrace.spi.error.MillraceException"),
                    Stream.of(
                                    "ArrayFunctions",
                                    "ByteTexts",
                                    "Casts",
                                    "Decimals",
                                    "Doubles",
                                    "Elements",
                                    "Encodings",
                                    "Integers",
                                    "IntervalText",
                                    "JsonOutput",
                                    "JsonParts",
                                    "JsonText",
                                    "LikeMatcher",
                                    "LongSet",
                                    "SliceSet",
                                    "LikePattern",
                                    "Nested",
                                    "NumberFormat",
                                    "NumberInput",
                                    "OutputColumn",
                                    "Quoting",
                                    "RandomValues",
                                    "RegularExpression",
                                    "RegularMatches",
                                    "Bits",
                                    "Slice",
                                    "Slices",
                                    "Soundex",
                                    "Texts",
                                    "TimeAge",
                                    "TimeFormat",
                                    "TimeText",
                                    "TimeUnits",
                                    "Times",
                                    "Trigonometry",
                                    "Trimming",
                                    "UserFunctionSite",
                                    "UserFunctionSites",
                                    "WholeNumbers",
                                    "Wide",
                                    "Wides",
                                    "ZoneShift")
                            .map(name -> FUNCTIONS + name))
            .toList();

    private Imports() {}
}
