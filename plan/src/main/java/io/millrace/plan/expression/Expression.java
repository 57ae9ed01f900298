package io.millrace.plan.expression;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.millrace.spi.type.DataType;

/** A typed scalar expression over the columns of one input row. Immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "expression")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InputRef.class, name = "input"),
    @JsonSubTypes.Type(value = Literal.class, name = "literal"),
    @JsonSubTypes.Type(value = Parameter.class, name = "parameter"),
    @JsonSubTypes.Type(value = Call.class, name = "call")
})
public sealed interface Expression permits InputRef, Literal, Parameter, Call {
    DataType type();
}
