package io.millrace.bench.child;

import io.millrace.bench.engine.Engine;
import java.nio.file.Path;
import java.util.Map;

/** {@code ChildMain JOB OUTCOME}: does what is in the one file and leaves what it found in the other. */
public final class ChildMain {
    private ChildMain() {}

    public static void main(String[] arguments) throws Exception {
        Job job = Job.read(Path.of(arguments[0]));
        Outcome outcome;
        try (Engine engine = engine(job)) {
            outcome = new Measuring(engine, job).outcome();
        } catch (UnsupportedOperationException e) {
            outcome = Outcome.failed(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            e.printStackTrace();
            outcome = Outcome.failed(e.toString());
        }
        outcome.write(Path.of(arguments[1]));
        // An engine may leave threads behind.
        System.exit(0);
    }

    private static Engine engine(Job job) throws ReflectiveOperationException {
        return (Engine) Class.forName(job.engine()).getConstructor(Map.class).newInstance(job.settings());
    }
}
