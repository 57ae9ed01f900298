package io.millrace.plan.pattern;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;

/** A value of a row of a match, found by going to another of its rows or over several. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "column")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NavigatedColumn.OfRow.class, name = "row"),
    @JsonSubTypes.Type(value = NavigatedColumn.OfNavigation.class, name = "navigation"),
    @JsonSubTypes.Type(value = NavigatedColumn.Exists.class, name = "exists"),
    @JsonSubTypes.Type(value = NavigatedColumn.Classifier.class, name = "classifier"),
    @JsonSubTypes.Type(value = NavigatedColumn.MatchNumber.class, name = "match-number"),
    @JsonSubTypes.Type(value = NavigatedColumn.Aggregated.class, name = "aggregate")
})
public sealed interface NavigatedColumn {
    DataType EXISTS_TYPE = DataType.of(TypeKind.BOOLEAN).notNull();
    DataType CLASSIFIER_TYPE = DataType.of(TypeKind.VARCHAR);
    DataType MATCH_NUMBER_TYPE = DataType.of(TypeKind.BIGINT);

    DataType type();

    /** An input column of the row at hand; it has one also where nothing matched. */
    record OfRow(int index, DataType type) implements NavigatedColumn {}

    /** An input column of the row navigated to, NULL if there is none. */
    record OfNavigation(RowNavigation navigation, int index, DataType type) implements NavigatedColumn {}

    /** Whether there is a row to navigate to. */
    record Exists(RowNavigation navigation) implements NavigatedColumn {
        @Override
        public DataType type() {
            return EXISTS_TYPE;
        }
    }

    /** The name of the variable the row navigated to has in the match, NULL if it has none. */
    record Classifier(RowNavigation navigation) implements NavigatedColumn {
        @Override
        public DataType type() {
            return CLASSIFIER_TYPE;
        }
    }

    /** The number of the match in its partition, from 1; NULL where nothing matched. */
    record MatchNumber() implements NavigatedColumn {
        @Override
        public DataType type() {
            return MATCH_NUMBER_TYPE;
        }
    }

    /** An aggregate over rows of the match. */
    record Aggregated(PatternAggregate aggregate) implements NavigatedColumn {
        @Override
        public DataType type() {
            return aggregate.type();
        }
    }
}
