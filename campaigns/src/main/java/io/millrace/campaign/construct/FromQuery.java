package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import java.util.Optional;

/** A sub-query in FROM. */
final class FromQuery implements Construct<Relation> {
    @Override
    public String name() {
        return "sub-query in FROM";
    }

    @Override
    public int weight() {
        return 8;
    }

    @Override
    public Optional<Relation> generate(Generator generator, Scope scope, int depth) {

        return Optional.of(Selects.derived(generator, generator.query(depth)));
    }
}
