package io.millrace.server.statement;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.executor.function.FunctionDescription;
import io.millrace.executor.function.FunctionJars;
import io.millrace.parser.statement.CreateFunction;
import io.millrace.planner.Planner;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.catalog.Definition;
import io.millrace.server.catalog.DefinitionJson;
import io.millrace.server.catalog.FunctionObjects;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** {@code CREATE [OR REPLACE] FUNCTION f AS 'pkg.Class' [USING JAR 'file']}: a function written in Java. */
final class CreateFunctionStatement extends Creation {
    private final CreateFunction statement;

    CreateFunctionStatement(Scope scope, String sql, CreateFunction statement) {
        super(scope, sql, Names.ofFunction(statement.name), statement.ifNotExists);
        this.statement = statement;
    }

    @Override
    CatalogObject object(QualifiedName name) {
        String called = name.name().substring(0, name.name().length() - 2);
        if (Planner.functionNames().contains(called.toLowerCase(Locale.ROOT))) {
            throw new MillraceException(
                    SqlState.DUPLICATE_OBJECT, "there is a function " + called + " already, which is built in");
        }
        String className = text(statement.className);
        String jar = text(statement.jar);
        String path =
                jar.isEmpty() ? "" : Path.of(jar).toAbsolutePath().normalize().toString();
        // Looked at before it is copied: what is wrong leaves nothing behind.
        FunctionDescription function = FunctionDescription.load(className, path);
        Optional<Path> directory = path.isEmpty() ? Optional.empty() : scope().directory();
        String kept = directory
                .map(database -> FunctionJars.keep(database, Path.of(path)))
                .orElse(path);
        return FunctionObjects.of(
                name, DefinitionJson.write(Definition.query(sql(), "", List.of())), className, kept, path, function);
    }

    private static String text(@Nullable SqlNode literal) {
        String value = literal == null ? null : ((SqlLiteral) literal).getValueAs(String.class);
        return value == null ? "" : value;
    }

    @Override
    boolean replaces(CatalogEntry taken) {
        return statement.replace && taken.kind() == CatalogObject.Kind.FUNCTION;
    }

    /** Running queries have the class they were planned with; a function that others use is not replaced. */
    @Override
    void replace(CatalogEntry taken, CatalogObject object) {
        List<CatalogEntry> dependants = scope().catalog().snapshot().dependants(List.of(taken));
        if (!dependants.isEmpty()) {
            throw new MillraceException(
                    SqlState.DEPENDENT_OBJECTS,
                    "function \"" + taken.name().name() + "\" cannot be replaced, it is used by "
                            + DropStatement.names(dependants));
        }
        scope().catalog().drop(Set.of(taken.object().name()));
        scope().catalog().create(object);
    }
}
