package io.millrace.campaign.query;

import io.millrace.campaign.choice.Choices;
import io.millrace.campaign.construct.AllConstructs;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Table;
import io.millrace.campaign.grammar.Table.Column;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A query, and maybe one that reads it as a view.
 *
 * @param followed whether a SELECT STREAM of it is read beside
 * @param used the constructs in both
 */
public record QueryCase(
        String name, Query query, Optional<Query> above, boolean followed, Set<String> used, Choices choices) {
    private static final int DEPTH = 4;
    private static final int FAVOURITES = 4;

    public QueryCase {
        used = Set.copyOf(used);
    }

    public static QueryCase generate(String name, World world, Choices choices) {
        Set<String> favourites = favourites(choices);
        Generator generator = new Generator(choices, world.tables(), AllConstructs.all(), favourites);
        Query query = generator.query(2 + choices.below(DEPTH - 1));
        Optional<Query> above = Optional.empty();
        Set<String> used = generator.used();
        if (choices.chance(30)) {
            List<Table> tables = new ArrayList<>(List.of(view(name, query), view(name, query)));
            tables.addAll(world.tables());
            Generator second = new Generator(choices, tables, AllConstructs.all(), favourites);
            Query over = second.query(2);
            if (over.sql().contains(name + " ")) {
                used.addAll(second.used());
                used.add("view on view");
                above = Optional.of(over);
            }
        }
        boolean followed = !query.ordered() && choices.chance(20);
        if (followed) {
            used.add("SELECT STREAM");
        }
        return new QueryCase(name, query, above, followed, used, choices);
    }

    /** Some constructs are picked more often in a case, so that each gets its turn. None is the simplest. */
    private static Set<String> favourites(Choices choices) {
        List<String> names = AllConstructs.all().names();
        Set<String> favourites = new HashSet<>();
        for (int i = 0; i < FAVOURITES; i++) {
            int favourite = choices.below(names.size() + 1);
            if (favourite > 0) {
                favourites.add(names.get(favourite - 1));
            }
        }
        return favourites;
    }

    private static Table view(String name, Query query) {
        List<Column> columns = new ArrayList<>();
        for (Type type : query.columns()) {
            columns.add(new Column("c" + columns.size(), type, true));
        }
        return new Table(name, columns, false);
    }
}
