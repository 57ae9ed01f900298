package io.millrace.campaign.query;

import io.millrace.campaign.choice.Choices;
import io.millrace.campaign.grammar.EventTable;
import io.millrace.campaign.grammar.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables, what is in them at first, and what then happens to them.
 *
 * @param commits each the statements of one commit
 */
public record World(List<Table> tables, List<String> setup, List<List<String>> commits) {
    public World {
        tables = List.copyOf(tables);
        setup = List.copyOf(setup);
        commits = List.copyOf(commits);
    }

    public static World generate(Choices choices) {
        List<Table> tables = new TableGenerator(choices).tables();
        ChangeGenerator changes = new ChangeGenerator(choices, tables);
        EventChanges events = new EventChanges(choices);
        List<String> setup = new ArrayList<>(changes.setup());
        setup.addAll(events.setup());
        List<Table> all = new ArrayList<>(tables);
        all.add(EventTable.PLAIN);
        all.add(EventTable.VERSIONS_PLAIN);
        return new World(
                all,
                setup,
                choices.list(0, 11, 97, () -> choices.chance(40) ? List.of(events.change()) : changes.commit()));
    }

    /** Whether a statement is about the tables with event time. */
    static boolean isOfEvents(String statement) {
        return statement.contains(EventTable.NAME) || statement.contains(EventTable.VERSIONS);
    }
}
