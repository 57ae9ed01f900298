package io.millrace.server.catalog;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.executor.function.FunctionDescription;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.planner.catalog.UserFunction;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions as objects of the engine's catalog: their columns are the parameters and then the result. */
public final class FunctionObjects {
    private static final String CLASS = "class";
    private static final String JAR = "jar";
    private static final String SOURCE = "source";
    private static final String DETERMINISTIC = "deterministic";
    private static final String KIND = "kind";
    private static final String RETRACTS = "retracts";

    private FunctionObjects() {}

    /**
     * @param name with the parentheses that tell functions from tables
     * @param jar as the executor finds it
     * @param source the file it was made from
     */
    public static CatalogObject of(
            QualifiedName name,
            String definition,
            String className,
            String jar,
            String source,
            FunctionDescription function) {
        List<Field> fields = new ArrayList<>();
        for (DataType parameter : function.parameters()) {
            fields.add(new Field("p" + (fields.size() + 1), parameter));
        }
        fields.add(new Field("result", function.result()));
        return new CatalogObject(
                name.toString(),
                CatalogObject.Kind.FUNCTION,
                definition,
                new RowType(fields),
                List.of(),
                null,
                null,
                Map.of(
                        CLASS,
                        className,
                        JAR,
                        jar,
                        SOURCE,
                        source,
                        DETERMINISTIC,
                        String.valueOf(function.deterministic()),
                        KIND,
                        function.kind().name(),
                        RETRACTS,
                        String.valueOf(function.retracts())),
                Set.of());
    }

    static UserFunction read(CatalogEntry entry) {
        CatalogObject object = entry.object();
        String name = entry.name().name();
        List<DataType> types =
                object.columns().fields().stream().map(Field::type).toList();
        Map<String, String> options = object.options();
        return new UserFunction(
                new QualifiedName(entry.name().schema(), name.substring(0, name.length() - 2)),
                options.getOrDefault(CLASS, ""),
                options.getOrDefault(JAR, ""),
                types.subList(0, types.size() - 1),
                types.get(types.size() - 1),
                Boolean.parseBoolean(options.get(DETERMINISTIC)),
                UserFunction.Kind.valueOf(options.getOrDefault(KIND, UserFunction.Kind.SCALAR.name())),
                Boolean.parseBoolean(options.get(RETRACTS)),
                options.getOrDefault(SOURCE, options.getOrDefault(JAR, "")));
    }
}
