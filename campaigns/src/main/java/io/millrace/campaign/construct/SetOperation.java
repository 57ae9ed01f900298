package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two queries of the same kinds of columns, put together. */
final class SetOperation implements Construct<Query> {
    private static final List<Kind> KINDS = List.of(
            Kind.INTEGER,
            Kind.TEXT,
            Kind.INTEGER,
            Kind.TEXT,
            Kind.INTEGER,
            Kind.DECIMAL,
            Kind.BIGINT,
            Kind.DATE,
            Kind.DOUBLE);

    private final String operator;
    private final int weight;

    /** @param operator for example UNION ALL */
    SetOperation(String operator, int weight) {
        this.operator = operator;
        this.weight = weight;
    }

    @Override
    public String name() {
        return operator;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {

        List<Kind> kinds = generator.choices().list(1, 3, operator.startsWith("INTERSECT") ? 25 : 50, () -> generator
                .choices()
                .pick(KINDS));
        Query left = generator.part(() -> Selects.ofKinds(generator, kinds, depth));
        Query right = generator.part(() -> Selects.ofKinds(generator, kinds, depth));
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            types.add(left.columns().get(i).or(right.columns().get(i)));
        }
        return Optional.of(new Query(left.sql() + " " + operator + " " + right.sql(), types, false));
    }
}
