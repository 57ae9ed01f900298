package io.millrace.executor.expression;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the class of a filter and projection: one loop over the rows, or several if it grows too large for one method. */
final class CalcText {
    private final @Nullable Expression condition;
    private final Map<Expression, Integer> computed = new LinkedHashMap<>();
    private final int[] sources;
    private final boolean compacts;
    private final KernelText kernel;

    CalcText(@Nullable Expression condition, List<Expression> projections, InputColumns inputs) {
        this.condition = condition == null ? null : Weights.nested(condition);
        this.kernel = new KernelText(inputs);
        this.sources = new int[projections.size()];
        boolean passes = false;
        for (int i = 0; i < sources.length; i++) {
            if (projections.get(i) instanceof InputRef input) {
                sources[i] = input.index();
                passes = true;
            } else {
                Expression projection = Weights.nested(projections.get(i));
                Integer output = computed.putIfAbsent(projection, computed.size());
                sources[i] = -1 - (output == null ? computed.size() - 1 : output);
            }
        }
        this.compacts = !passes && !computed.isEmpty();
    }

    /** The text; afterwards {@link #layout} and {@link #constants} are known. */
    String write() {
        List<Map.Entry<Expression, Integer>> left = new ArrayList<>(computed.entrySet());
        for (Map.Entry<Expression, Integer> output : left) {
            DataType type = output.getKey().type();
            String javaType = outputType(type);
            String argument = type.storage() == Storage.NESTED ? kernel.type(type) : "";
            kernel.field(javaType, "out" + output.getValue(), "new " + javaType + "(" + argument + ")");
        }
        writeFilter(left);
        List<String> passes = new ArrayList<>();
        while (!left.isEmpty()) {
            passes.add(writePass(left, passes.size()));
        }
        JavaCode project = new JavaCode(1);
        project.open("protected void project(int rows, int[] selection) {");
        passes.forEach(pass -> project.line(pass + "(rows, selection);"));
        project.close().line("");
        kernel.methods().append(project);
        writeOutputs();
        return kernel.finish("Calc", "CalcKernel");
    }

    CalcLayout layout() {
        return new CalcLayout(sources, kernel.boundColumns(), condition != null, compacts, kernel.usesTime());
    }

    Object[] constants() {
        return kernel.constants().toArray();
    }

    private static String outputType(DataType type) {
        return "OutputColumn."
                + switch (type.storage()) {
                    case INT -> "OfInt";
                    case LONG -> "OfLong";
                    case DOUBLE -> "OfDouble";
                    case BYTES -> "OfBytes";
                    case WIDE -> "OfWide";
                    case NESTED -> "OfNested";
                };
    }

    private void writeOutputs() {
        JavaCode outputs = new JavaCode(1);
        outputs.open("protected OutputColumn[] outputs() {");
        outputs.line("return allOutputs;");
        outputs.close();
        kernel.methods().append(outputs);
        kernel.field("OutputColumn[]", "allOutputs", "new OutputColumn[" + computed.size() + "]");
        for (int i = 0; i < computed.size(); i++) {
            kernel.assign("allOutputs[" + i + "] = out" + i + ";");
        }
    }

    /** The loop with the condition; takes as many projections with it as the method has room for. */
    private void writeFilter(List<Map.Entry<Expression, Integer>> left) {
        JavaCode method = new JavaCode(1);
        method.open("protected int filter(int rows, int[] selection, int[] passing) {");
        if (condition == null) {
            method.line("return rows;");
        } else {
            JavaCode body = new JavaCode(3);
            Emitter emitter = new Emitter(kernel, body);
            ConditionWriter.write(condition, emitter, "continue;");
            emitter.line("passing[count] = row;");
            List<String> outputs = writeProjections(left, emitter, compacts ? "count" : "row", Weights.of(condition));
            emitter.line("count++;");
            writeLocals(method, emitter, outputs);
            method.line("int count = 0;");
            writeLoop(method, body);
            method.line("return count;");
        }
        kernel.methods().append(method.close().line(""));
    }

    private String writePass(List<Map.Entry<Expression, Integer>> left, int number) {
        String name = "project" + number;
        JavaCode method = new JavaCode(1);
        method.open("private void " + name + "(int rows, int[] selection) {");
        JavaCode body = new JavaCode(3);
        Emitter emitter = new Emitter(kernel, body);
        List<String> outputs = writeProjections(left, emitter, compacts ? "i" : "row", 0);
        writeLocals(method, emitter, outputs);
        writeLoop(method, body);
        kernel.methods().append(method.close().line(""));
        return name;
    }

    private static void writeLoop(JavaCode method, JavaCode body) {
        method.open("for (int i = 0; i < rows; i++) {");
        method.line("final int row = selection == null ? i : selection[i];");
        method.append(body);
        method.close();
    }

    /** Writes projections, and takes them off the list, until the method is full; returns the local variables it needs. */
    private static List<String> writeProjections(
            List<Map.Entry<Expression, Integer>> left, Emitter emitter, String position, int weightBefore) {
        int weight = weightBefore;
        boolean first = weightBefore == 0;
        List<String> locals = new ArrayList<>();
        while (!left.isEmpty()) {
            Expression projection = left.get(0).getKey();
            weight += Weights.of(projection) + 1;
            if (weight > Emitter.METHOD_WEIGHT_MAX && !first) {
                return locals;
            }
            first = false;
            String output = "out" + left.get(0).getValue();
            DataType type = projection.type();
            if (!Value.isObject(type)) {
                String javaType = type.kind() == TypeKind.BOOLEAN ? "int" : Value.javaType(type);
                locals.add("final " + javaType + "[] " + output + "Values = " + output + ".values();");
            }
            writeOutput(emitter.write(projection), type, output, position, emitter);
            left.remove(0);
        }
        return locals;
    }

    private static void writeOutput(Value given, DataType type, String output, String at, Emitter emitter) {
        Value value = CastWriter.coerce(given, type, emitter);
        if (value.alwaysNull()) {
            emitter.line(output + ".setNull(" + at + ");");
            return;
        }
        String code = type.kind() == TypeKind.BOOLEAN ? value.code() + " ? 1 : 0" : value.code();
        String store =
                switch (type.storage()) {
                    case INT, LONG, DOUBLE -> output + "Values[" + at + "] = " + code + ";";
                    case BYTES, WIDE, NESTED -> output + ".set(" + at + ", " + code + ");";
                };
        if (value.mayBeNull()) {
            emitter.code().open("if (" + value.isNull() + ") {");
            emitter.line(output + ".setNull(" + at + ");");
            emitter.code().close();
            emitter.code().open("else {");
            emitter.line(store);
            emitter.code().close();
        } else {
            emitter.line(store);
        }
    }

    /** Copies of the fields that the loop uses, so that HotSpot knows that they do not change. */
    private void writeLocals(JavaCode method, Emitter emitter, List<String> outputs) {
        outputs.forEach(method::line);
        Set<Integer> columns = emitter.columns();
        for (int column : columns) {
            if (kernel.inputs().mayBeNull(column)) {
                copy(method, "long[]", "nulls" + column);
            }
            switch (kernel.inputs().type(column).storage()) {
                case INT -> copy(method, "int[]", "values" + column);
                case LONG -> copy(method, "long[]", "values" + column);
                case DOUBLE -> copy(method, "double[]", "values" + column);
                case BYTES -> {
                    copy(method, "byte[]", "data" + column);
                    copy(method, "int[]", "offsets" + column);
                }
                case WIDE -> {
                    copy(method, "long[]", "high" + column);
                    copy(method, "long[]", "low" + column);
                }
                case NESTED -> copy(method, "NestedColumn", "nested" + column);
            }
        }
    }

    private static void copy(JavaCode method, String javaType, String field) {
        method.line("final " + javaType + " " + field + " = this." + field + ";");
    }
}
