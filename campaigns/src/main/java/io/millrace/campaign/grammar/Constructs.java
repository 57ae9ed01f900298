package io.millrace.campaign.grammar;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All that a generator picks from. The first of each is the simplest.
 *
 * @param features names of what constructs may do besides, which count like constructs
 */
public record Constructs(
        List<Construct.OfExpression> expressions,
        List<Construct<Expr>> aggregates,
        List<Construct<Relation>> sources,
        List<Construct<Query>> queries,
        List<String> features) {
    public Constructs {
        expressions = List.copyOf(expressions);
        aggregates = List.copyOf(aggregates);
        sources = List.copyOf(sources);
        queries = List.copyOf(queries);
        features = List.copyOf(features);
    }

    /** Of all constructs and features. */
    public List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        expressions.forEach(construct -> names.add(construct.name()));
        aggregates.forEach(construct -> names.add(construct.name()));
        sources.forEach(construct -> names.add(construct.name()));
        queries.forEach(construct -> names.add(construct.name()));
        names.addAll(features);
        return List.copyOf(names);
    }
}
