package io.millrace.campaign.query;

import io.millrace.campaign.choice.Choices;
import io.millrace.campaign.grammar.Table;
import java.util.List;

/**
 * Tables, what is in them at first, and what then happens to them.
 *
 * @param commits each the statements of one commit
 */
record World(List<Table> tables, List<String> setup, List<List<String>> commits) {
    World {
        tables = List.copyOf(tables);
        setup = List.copyOf(setup);
        commits = List.copyOf(commits);
    }

    static World generate(Choices choices) {
        List<Table> tables = new TableGenerator(choices).tables();
        ChangeGenerator changes = new ChangeGenerator(choices, tables);
        return new World(tables, changes.setup(), choices.list(0, 8, 88, changes::commit));
    }
}
