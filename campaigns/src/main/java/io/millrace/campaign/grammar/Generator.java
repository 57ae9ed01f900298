package io.millrace.campaign.grammar;

import io.millrace.campaign.choice.Choices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes one query out of constructs.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class Generator {
    private static final int FAVOURITE_WEIGHT = 70;
    private static final int FAVOURITE_PERCENT = 80;

    private final Choices choices;
    private final List<Table> tables;
    private final Constructs constructs;
    private final Set<String> favourites;
    private final List<Kind> favouriteKinds;
    private final boolean favoursAggregates;
    private final Set<String> used = new TreeSet<>();
    private int aliases;

    public Generator(Choices choices, List<Table> tables, Constructs constructs) {
        this(choices, tables, constructs, Set.of());
    }

    /** @param favourites names of constructs that are picked more often than others */
    public Generator(Choices choices, List<Table> tables, Constructs constructs, Set<String> favourites) {
        this.favourites = Set.copyOf(favourites);
        this.choices = choices;
        this.tables = List.copyOf(tables);
        this.constructs = constructs;
        this.favoursAggregates =
                constructs.aggregates().stream().map(Construct::name).anyMatch(favourites::contains);
        this.favouriteKinds = Stream.of(Kind.values())
                .filter(kind -> constructs.expressions().stream()
                        .anyMatch(each -> favourites.contains(each.name()) && !general(each) && each.makes(kind)))
                .toList();
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

    /** Whether to do something that counts as a construct, which it then does. */
    public boolean chance(String feature, int percent) {
        boolean chosen = choices.chance(favourites.contains(feature) ? FAVOURITE_PERCENT : percent);
        if (chosen) {
            use(feature);
        }
        return chosen;
    }

    private int weight(String name, int weight) {
        return favourites.contains(name) ? weight + FAVOURITE_WEIGHT : weight;
    }

    private int weight(Construct<?> construct) {
        boolean favourite = construct.features().stream().anyMatch(favourites::contains)
                || construct.aggregates() && favoursAggregates;
        return weight(construct.name(), construct.weight()) + (favourite ? FAVOURITE_WEIGHT : 0);
    }

    /** A table to read: mostly one that all sorts of changes reach. */
    public Table table() {
        List<Table> changed =
                tables.stream().filter(table -> !EventTable.isOne(table)).toList();
        return choices.pick(changed.isEmpty() || choices.chance(12) ? tables : changed);
    }

    /** Whether a condition would be of use, as it may be what was asked for. */
    public boolean favoursConditions() {
        return favouriteKinds.contains(Kind.BOOLEAN);
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
            Construct.OfExpression construct = able.get(weighted(able.stream()
                    .mapToInt(each -> weight(each.name(), each.weight()))
                    .toArray()));
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
        if (kind == Kind.BOOLEAN && columns.isEmpty()) {
            return truth(scope);
        }
        return columns.isEmpty() || choices.chance(12) ? LiteralValues.literal(kind, choices) : choices.pick(columns);
    }

    /** Of a table without booleans. */
    private Expr truth(Scope scope) {
        List<Expr> numbers = scope.columns(Kind.INTEGER);
        Expr literal = LiteralValues.literal(Kind.BOOLEAN, choices);
        if (numbers.isEmpty() || choices.chance(10)) {
            return literal;
        }
        String test = choices.pick(List.of(" > 2", " < 4", " <> 3", " = 1", " IS NULL"));
        return new Expr("(" + choices.pick(numbers).sql() + test + ")", Type.BOOLEAN);
    }

    private static boolean general(Construct.OfExpression construct) {
        return Stream.of(Kind.values()).allMatch(construct::makes);
    }

    /** One of the kinds there are columns of, mostly. */
    public Kind kind(Scope scope) {
        if (!favouriteKinds.isEmpty() && choices.chance(45)) {
            return choices.pick(favouriteKinds);
        }
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
                able.get(weighted(able.stream().mapToInt(this::weight).toArray()));
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
