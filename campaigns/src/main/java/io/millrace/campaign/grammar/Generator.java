package io.millrace.campaign.grammar;

import io.millrace.campaign.choice.Choices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Makes one query out of constructs.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class Generator {
    private final Choices choices;
    private final List<Table> tables;
    private final Constructs constructs;
    private final Set<String> used = new TreeSet<>();
    private int aliases;

    public Generator(Choices choices, List<Table> tables, Constructs constructs) {
        this.choices = choices;
        this.tables = List.copyOf(tables);
        this.constructs = constructs;
    }

    public Choices choices() {
        return choices;
    }

    public List<Table> tables() {
        return tables;
    }

    /** The names of the constructs so far. */
    public Set<String> used() {
        return used;
    }

    public void use(String construct) {
        used.add(construct);
    }

    public String alias(String prefix) {
        return prefix + aliases++;
    }

    public Query query(int depth) {
        return choices.part(() -> pick(constructs.queries(), Scope.EMPTY, depth)
                .orElseThrow(() -> new IllegalStateException("the simplest query does not apply")));
    }

    public Relation source(int depth) {
        return choices.part(() -> pick(constructs.sources(), Scope.EMPTY, depth)
                .orElseThrow(() -> new IllegalStateException("the simplest source does not apply")));
    }

    public Expr aggregate(Scope scope, int depth) {
        return choices.part(() -> pick(constructs.aggregates(), scope, depth)
                .orElseThrow(() -> new IllegalStateException("the simplest aggregate does not apply")));
    }

    /** Of that kind, exact. */
    public Expr expression(Kind kind, Scope scope, int depth) {
        return choices.part(() -> {
            if (depth <= 0 || choices.chance(25)) {
                return leaf(kind, scope);
            }
            List<Construct.OfExpression> able = constructs.expressions().stream()
                    .filter(construct -> construct.makes(kind))
                    .toList();
            Construct.OfExpression construct = able.get(weighted(
                    able.stream().mapToInt(Construct.OfExpression::weight).toArray()));
            Optional<Expr> made = construct.generate(this, kind, scope, depth - 1);
            made.ifPresent(expr -> use(construct.name()));
            return made.orElseGet(() -> leaf(kind, scope));
        });
    }

    public Expr predicate(Scope scope, int depth) {
        return expression(Kind.BOOLEAN, scope.onlyExact(), depth);
    }

    /** A column of that kind, or a literal where there is none. */
    public Expr leaf(Kind kind, Scope scope) {
        List<Expr> columns = scope.columns(kind).stream()
                .filter(column -> column.type().exact())
                .toList();
        return columns.isEmpty() || choices.chance(15) ? LiteralValues.literal(kind, choices) : choices.pick(columns);
    }

    /** One of the kinds there are columns of, mostly. */
    public Kind kind(Scope scope) {
        List<Kind> kinds = choices.chance(8)
                ? Arrays.asList(Kind.values())
                : scope.exact().stream().map(Expr::kind).distinct().toList();
        return kinds.isEmpty() ? Kind.INTEGER : choices.pick(kinds);
    }

    public <T> T part(Supplier<T> generator) {
        return choices.part(generator);
    }

    private <T> Optional<T> pick(List<Construct<T>> from, Scope scope, int depth) {
        List<Construct<T>> able = depth <= 0 ? from.subList(0, 1) : from;
        Construct<T> construct =
                able.get(weighted(able.stream().mapToInt(Construct::weight).toArray()));
        Optional<T> made = construct.generate(this, scope, depth - 1);
        if (made.isPresent()) {
            use(construct.name());
            return made;
        }
        return from.get(0).generate(this, scope, depth - 1);
    }

    /** Small numbers stand for the first ones, so that shrinking ends there. */
    private int weighted(int[] weights) {
        List<Integer> tickets = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights[i]; j++) {
                tickets.add(i);
            }
        }
        return choices.pick(tickets);
    }
}
