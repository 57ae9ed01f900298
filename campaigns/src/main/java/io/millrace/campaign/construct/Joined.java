package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Two sources joined by equality of columns, further conditions, or a comparison alone. */
final class Joined implements Construct<Relation> {
    private final String type;
    private final int weight;

    /** @param type for example LEFT JOIN */
    Joined(String type, int weight) {
        this.type = type;
        this.weight = weight;
    }

    @Override
    public String name() {
        return type.toLowerCase(Locale.ROOT);
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public Optional<Relation> generate(Generator generator, Scope scope, int depth) {

        Relation left = generator.source(depth);
        Relation right = generator.source(Math.min(depth, 1));
        List<Expr> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        String condition = condition(generator, left, right, columns);
        return Optional.of(
                new Relation("(" + left.sql() + " " + type + " " + right.sql() + " ON " + condition + ")", columns));
    }

    private static String condition(Generator generator, Relation left, Relation right, List<Expr> columns) {
        List<Kind> common = left.scope().exact().stream()
                .map(Expr::kind)
                .distinct()
                .filter(kind -> !right.scope().onlyExact().columns(kind).isEmpty())
                .toList();
        Scope both = new Scope(columns, false).onlyExact();
        if (common.isEmpty()) {
            return generator.predicate(both, 2).sql();
        }
        String operator = generator.choices().chance(8) ? " < " : " = ";
        List<String> equalities = generator.choices().list(1, 2, 20, () -> {
            boolean whole = common.contains(Kind.INTEGER) && generator.choices().chance(60);
            Kind kind = whole ? Kind.INTEGER : generator.choices().pick(common);
            return generator
                            .choices()
                            .pick(left.scope().onlyExact().columns(kind))
                            .sql()
                    + operator
                    + generator
                            .choices()
                            .pick(right.scope().onlyExact().columns(kind))
                            .sql();
        });
        String condition = String.join(" AND ", equalities);
        return generator.choices().chance(25)
                ? condition + " AND " + generator.predicate(both, 2).sql()
                : condition;
    }
}
