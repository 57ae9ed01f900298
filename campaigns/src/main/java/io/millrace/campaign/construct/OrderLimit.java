package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Scope;
import java.util.List;
import java.util.Optional;

/** ORDER BY all columns, so that the answer is one; with LIMIT and OFFSET or without. */
final class OrderLimit implements Construct<Query> {
    @Override
    public String name() {
        return "ORDER BY/LIMIT";
    }

    @Override
    public int weight() {
        return 9;
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {

        Query query = generator.query(depth);
        if (!query.exact() || query.ordered()) {
            return Optional.empty();
        }
        StringBuilder order = new StringBuilder(" ORDER BY ");
        for (int i = 0; i < query.columns().size(); i++) {
            order.append(i == 0 ? "" : ", ")
                    .append(query.columns().size() - i)
                    .append(generator
                            .choices()
                            .pick(List.of(" NULLS FIRST", " NULLS LAST", " DESC NULLS LAST", " DESC NULLS FIRST")));
        }
        if (generator.choices().chance(70)) {
            order.append(" LIMIT ").append(generator.choices().below(8));
            if (generator.choices().chance(30)) {
                order.append(" OFFSET ").append(generator.choices().below(4));
            }
        }
        return Optional.of(new Query(query.sql() + order, query.columns(), true));
    }
}
