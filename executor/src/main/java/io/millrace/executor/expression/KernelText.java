package io.millrace.executor.expression;

import io.millrace.executor.expression.function.Nested;
import io.millrace.executor.expression.function.Slice;
import io.millrace.executor.expression.function.Wide;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text of a generated class under construction: input columns, constants, scratch objects and methods. Constants are
 * handed to the constructor and do not stand in the text, so that statements that differ in constants only share a class.
 */
final class KernelText {
    static final String PACKAGE = "io.millrace.executor.expression.generated";
    private static final int STATEMENTS_PER_METHOD_MAX = 200;

    private final InputColumns inputs;
    private final JavaCode fields = new JavaCode(1);
    private final JavaCode methods = new JavaCode(1);
    private final List<String> assignments = new ArrayList<>();
    private final List<Object> constants = new ArrayList<>();
    private final Map<Literal, String> literals = new HashMap<>();
    private final Map<Integer, List<String>> binds = new TreeMap<>();
    private int lastNumber;
    private boolean usesTime;

    KernelText(InputColumns inputs) {
        this.inputs = inputs;
    }

    InputColumns inputs() {
        return inputs;
    }

    List<Object> constants() {
        return constants;
    }

    JavaCode methods() {
        return methods;
    }

    JavaCode fields() {
        return fields;
    }

    boolean usesTime() {
        return usesTime;
    }

    /** The field that holds the time of the epoch. */
    String epochTime() {
        usesTime = true;
        return "epochTimeMicros";
    }

    /** A name that is used nowhere else in the class. */
    String name(String base) {
        return base + ++lastNumber;
    }

    /** An object that one call site writes again for each row. */
    String scratch(String javaType, String base) {
        String name = name(base);
        field(javaType, name, "new " + javaType + "()");
        return name;
    }

    /** As {@link #scratch(String, String)}, for values of that type. */
    String scratch(DataType type, String base) {
        String name = name(base);
        String javaType = Value.javaType(type);
        String argument = type.storage() == Storage.NESTED ? type(type) : "";
        field(javaType, name, "new " + javaType + "(" + argument + ")");
        return name;
    }

    /** A constant that holds a type. */
    String type(DataType type) {
        return constant(DataType.class, type);
    }

    /** A field without a value yet. */
    void field(String javaType, String name) {
        fields.line("private " + javaType + " " + name + ";");
    }

    /** A field with a value from the beginning. */
    void field(String javaType, String name, String value) {
        field(javaType, name);
        assign(name + " = " + value + ";");
    }

    /** Adds a statement to the constructor. */
    void assign(String statement) {
        assignments.add(statement);
    }

    /** A constant object; immutable, as instances on several threads share it. */
    String constant(Class<?> type, Object value) {
        String name = name("k");
        field(type.getSimpleName(), name);
        assignments.add(name + " = (" + type.getSimpleName() + ") constants[" + constants.size() + "];");
        constants.add(value);
        return name;
    }

    private String primitive(String javaType, String box, Object value) {
        String name = name("k");
        field(javaType, name);
        assignments.add(name + " = ((" + box + ") constants[" + constants.size() + "])." + javaType + "Value();");
        constants.add(value);
        return name;
    }

    /** A literal's value, by a field. */
    Value literal(Literal literal) {
        DataType type = literal.type();
        if (literal.holdsNull()) {
            return Value.ofNull(type);
        } else if (type.kind() == TypeKind.BOOLEAN) {
            return Value.notNull(literal.longValue() != 0 ? "true" : "false", type);
        }
        return Value.notNull(literals.computeIfAbsent(literal, this::literalField), type);
    }

    private String literalField(Literal literal) {
        return switch (literal.type().storage()) {
            case INT -> primitive("int", "Integer", (int) literal.longValue());
            case LONG -> primitive("long", "Long", literal.longValue());
            case DOUBLE -> primitive("double", "Double", literal.doubleValue());
            case BYTES -> constant(Slice.class, Slice.of(literal.bytesValue()));
            case WIDE -> constant(Wide.class, Wide.of(literal.bigValue()));
            case NESTED -> constant(Nested.class, Nested.of(literal));
        };
    }

    /** Makes sure that the arrays of an input column are at hand in fields of the class. */
    void bindColumn(int index, DataType type) {
        if (binds.containsKey(index)) {
            return;
        }
        String column = inputs.column(index);
        List<String> lines = new ArrayList<>();
        fields.line("private long[] nulls" + index + ";");
        lines.add("nulls" + index + " = " + column + ".nulls();");
        switch (type.storage()) {
            case INT -> array(lines, "int[]", "values" + index, "IntColumn", column, "values");
            case LONG -> array(lines, "long[]", "values" + index, "LongColumn", column, "values");
            case DOUBLE -> array(lines, "double[]", "values" + index, "DoubleColumn", column, "values");
            case BYTES -> {
                array(lines, "byte[]", "data" + index, "BytesColumn", column, "data");
                array(lines, "int[]", "offsets" + index, "BytesColumn", column, "offsets");
                field("Slice", "c" + index, "new Slice()");
            }
            case WIDE -> {
                array(lines, "long[]", "high" + index, "WideColumn", column, "high");
                array(lines, "long[]", "low" + index, "WideColumn", column, "low");
                field("Wide", "c" + index, "new Wide()");
            }
            case NESTED -> {
                field("NestedColumn", "nested" + index);
                lines.add("nested" + index + " = (NestedColumn) " + column + ";");
                field("Nested", "c" + index, "new Nested(" + type(type) + ")");
            }
        }
        binds.put(index, lines);
    }

    /** The input columns that are read. */
    int[] boundColumns() {
        return binds.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    private void array(
            List<String> lines, String javaType, String field, String columnClass, String column, String accessor) {
        field(javaType, field);
        lines.add(field + " = ((" + columnClass + ") " + column + ")." + accessor + "();");
    }

    /** The whole class. {@code superclass} has an abstract {@code bind} with the parameters of {@link InputColumns}. */
    String finish(String className, String superclass) {
        JavaCode text = new JavaCode(0);
        text.line("package " + PACKAGE + ";").line("");
        for (String imported : Imports.NAMES) {
            text.line("import " + imported + ";");
        }
        text.line("").open("public final class " + className + " extends " + superclass + " {");
        JavaCode body = new JavaCode(1);
        List<String> bindLines = new ArrayList<>();
        binds.values().forEach(bindLines::addAll);
        split(body, "protected void bind(" + inputs.bindParameters() + ")", "bind", inputs, bindLines);
        constructor(body, className);
        text.append(fields).line("").append(body).append(methods).close();
        return text.toString();
    }

    private void constructor(JavaCode body, String className) {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < assignments.size(); i += STATEMENTS_PER_METHOD_MAX) {
            String method = "initialize" + i;
            calls.add(method + "(constants);");
            body.open("private void " + method + "(Object[] constants) {");
            assignments
                    .subList(i, Math.min(i + STATEMENTS_PER_METHOD_MAX, assignments.size()))
                    .forEach(body::line);
            body.close().line("");
        }
        body.open("public " + className + "(Object[] constants) {");
        calls.forEach(body::line);
        body.close().line("");
    }

    /** A method of many statements, handed out to several if need be. */
    private static void split(JavaCode body, String signature, String name, InputColumns inputs, List<String> lines) {
        List<String> statements = lines;
        if (lines.size() > STATEMENTS_PER_METHOD_MAX) {
            statements = new ArrayList<>();
            for (int i = 0; i < lines.size(); i += STATEMENTS_PER_METHOD_MAX) {
                body.open("private void " + name + i + "(" + inputs.bindParameters() + ") {");
                lines.subList(i, Math.min(i + STATEMENTS_PER_METHOD_MAX, lines.size()))
                        .forEach(body::line);
                body.close().line("");
                statements.add(name + i + "(" + inputs.bindArguments() + ");");
            }
        }
        body.open(signature + " {");
        statements.forEach(body::line);
        body.close().line("");
    }
}
