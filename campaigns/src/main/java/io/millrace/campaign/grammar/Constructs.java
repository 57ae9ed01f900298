package io.millrace.campaign.grammar;

import java.util.List;

/** All that a generator picks from. The first of each is the simplest. */
public record Constructs(
        List<Construct.OfExpression> expressions,
        List<Construct<Expr>> aggregates,
        List<Construct<Relation>> sources,
        List<Construct<Query>> queries) {
    public Constructs {
        expressions = List.copyOf(expressions);
        aggregates = List.copyOf(aggregates);
        sources = List.copyOf(sources);
        queries = List.copyOf(queries);
    }
}
