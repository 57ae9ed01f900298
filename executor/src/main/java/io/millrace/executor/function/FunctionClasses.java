package io.millrace.executor.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Classes of functions, from the class path or from JARs. A JAR is opened once for as long as its file stays as it is.
 * <b>Threading:</b> any thread.
 */
final class FunctionClasses {
    private static final Map<Opened, ClassLoader> JARS = new HashMap<>();

    /** A JAR as it was when it was opened. */
    private record Opened(Path file, long modifiedMillis, long size) {}

    private FunctionClasses() {}

    /**
     * @param jar path of a file, or a copy of {@link FunctionJars}; empty for the class path
     * @throws MillraceException 58P01 if there is no such file, 42704 if there is no such class
     */
    static Class<?> load(String className, String jar) {
        try {
            return Class.forName(className, true, jar.isEmpty() ? classPath() : loader(FunctionJars.file(jar)));
        } catch (ClassNotFoundException | LinkageError e) {
            throw new MillraceException(
                    SqlState.UNDEFINED_OBJECT,
                    "there is no class " + className + " " + (jar.isEmpty() ? "on the class path" : "in " + jar)
                            + (e instanceof LinkageError ? " that can be used: " + e : ""),
                    e);
        }
    }

    private static ClassLoader classPath() {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        return own == null ? FunctionClasses.class.getClassLoader() : own;
    }

    private static ClassLoader loader(Path file) {
        try {
            Opened key = new Opened(file, Files.getLastModifiedTime(file).toMillis(), Files.size(file));
            synchronized (JARS) {
                ClassLoader known = JARS.get(key);
                if (known == null) {
                    known = new URLClassLoader(
                            new URL[] {file.toUri().toURL()}, FunctionClasses.class.getClassLoader());
                    JARS.put(key, known);
                }
                return known;
            }
        } catch (MalformedURLException e) {
            throw new MillraceException(SqlState.UNDEFINED_FILE, file + " is no name of a file", e);
        } catch (IOException e) {
            throw new MillraceException(SqlState.UNDEFINED_FILE, "the JAR " + file + " cannot be read: " + e, e);
        }
    }
}
