package io.millrace.executor.expression;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;
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
        } catch (CompileException | ClassNotFoundException e) {
            LOG.error("Generated code that does not compile: {}\n{}", e.getMessage(), text);
            throw new MillraceException(
                    SqlState.INTERNAL_ERROR, "generated code does not compile: " + e.getMessage(), e);
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
