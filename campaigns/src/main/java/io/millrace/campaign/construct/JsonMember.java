package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** JSON made of values: its text, or what is read from it again. */
final class JsonMember implements Construct.OfExpression {
    @Override
    public String name() {
        return "JSON";
    }

    @Override
    public int weight() {
        return 4;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind == Kind.TEXT || kind == Kind.INTEGER;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {
        Expr number = generator.expression(Kind.INTEGER, scope.withoutSubQueries(), depth);
        Expr text = generator.expression(Kind.TEXT, scope.withoutSubQueries(), depth);
        String ours = "JSON_OBJECT('a': " + number.sql() + ", 'b': " + text.sql() + ")";
        String theirs = "json_object('a', " + number.sql() + ", 'b', " + text.sql() + ")";
        if (kind == Kind.INTEGER) {
            return Optional.of(new Expr(
                    Dialect.either(
                            "JSON_VALUE(" + ours + ", '$.a' RETURNING INTEGER)",
                            "CAST(json_extract_string(" + theirs + ", '$.a') AS INTEGER)"),
                    number.type()));
        }
        String member = generator.choices().pick(List.of("b", "a", "c"));
        String made =
                switch (generator.choices().below(4)) {
                    case 0 -> Dialect.either("CAST(" + ours + " AS VARCHAR)", "CAST(" + theirs + " AS VARCHAR)");
                    case 1 ->
                        Dialect.either(
                                "JSON_VALUE(" + ours + ", '$." + member + "')",
                                "json_extract_string(" + theirs + ", '$." + member + "')");
                    case 2 ->
                        "("
                                + Dialect.either(
                                        "(" + ours + ") ->> '" + member + "'", theirs + " ->> '" + member + "'")
                                + ")";
                    default ->
                        "CAST(JSON_ARRAY(" + number.sql() + ", " + text.sql() + Dialect.either(" NULL ON NULL", "")
                                + ") AS VARCHAR)";
                };
        return Optional.of(new Expr(made, Type.TEXT));
    }
}
