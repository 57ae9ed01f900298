package io.millrace.executor.expression;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.commons.compiler.InternalCompilerException;
import org.codehaus.janino.SimpleCompiler;
import org.codehaus.janino.util.ClassFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Generated classes by their text; the least recently used ones are forgotten. <b>Threading:</b> any thread. */
final class KernelClasses {
    private static final Logger LOG = LoggerFactory.getLogger(KernelClasses.class);
    private static final int CLASSES_MAX = 1_000;
    private static final Map<String, Class<?>> CLASSES = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Class<?>> eldest) {
            return size() > CLASSES_MAX;
        }
    };

    private KernelClasses() {}

    /** The class of a text, compiled if need be. */
    static Class<?> compile(String className, String text) {
        synchronized (CLASSES) {
            Class<?> known = CLASSES.get(text);
            if (known != null) {
                return known;
            }
        }
        LOG.debug("Compiling\n{}", text);
        Class<?> compiled = compileWithJanino(className, text);
        synchronized (CLASSES) {
            Class<?> raced = CLASSES.putIfAbsent(text, compiled);
            return raced == null ? compiled : raced;
        }
    }

    private static Class<?> compileWithJanino(String className, String text) {
        try {
            SimpleCompiler compiler = new SimpleCompiler();
            compiler.setParentClassLoader(KernelClasses.class.getClassLoader());
            compiler.cook(text);
            return compiler.getClassLoader().loadClass(KernelText.PACKAGE + "." + className);
        } catch (InternalCompilerException e) {
            throw tooLarge(e);
        } catch (CompileException | ClassNotFoundException e) {
            if (e.getCause() instanceof ClassFile.ClassFileException) {
                throw tooLarge(e);
            }
            LOG.error("Generated code that does not compile: {}\n{}", e.getMessage(), text);
            throw new MillraceException(
                    SqlState.INTERNAL_ERROR, "generated code does not compile: " + e.getMessage(), e);
        }
    }

    /** What Janino says of a class that does not fit the class file format. */
    private static MillraceException tooLarge(Exception e) {
        return new MillraceException(
                SqlState.STATEMENT_TOO_COMPLEX, "the expressions are too large to be compiled: " + e.getMessage(), e);
    }

    /** Runs a compilation, which walks trees by recursion. */
    static <T> T notTooDeep(Supplier<T> compilation) {
        try {
            return compilation.get();
        } catch (StackOverflowError e) {
            throw new MillraceException(
                    SqlState.STATEMENT_TOO_COMPLEX, "the expression is nested too deeply to be compiled", e);
        }
    }

    /** A new instance with its constants. */
    static <T> T instance(Class<?> generated, Class<T> type, Object[] constants) {
        try {
            return type.cast(generated.getConstructor(Object[].class).newInstance((Object) constants));
        } catch (InstantiationException
                | IllegalAccessException
                | NoSuchMethodException
                | InvocationTargetException
                | LinkageError e) {
            throw new MillraceException(SqlState.INTERNAL_ERROR, "generated code cannot be used: " + e, e);
        }
    }
}
