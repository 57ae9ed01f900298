package io.millrace.campaign.point;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** The campaign's end: tells a server where to die, and whether its disk is full. <b>Threading:</b> one thread. */
public final class PointControl {
    private final Path control;
    private final Path data;
    private final Path sinks;
    private int orders;

    /** @param control an existing directory of its own */
    public PointControl(Path control, Path data, Path sinks) {
        this.control = control;
        this.data = data;
        this.sinks = sinks;
    }

    /** What the server's JVM is started with. */
    public List<String> jvmOptions() {
        return List.of(
                "-Djava.nio.file.spi.DefaultFileSystemProvider=" + PointsProvider.class.getName(),
                "-D" + Fuse.CONTROL + "=" + control,
                "-D" + Fuse.DATA + "=" + data,
                "-D" + Fuse.SINKS + "=" + sinks);
    }

    /** The server dies when it comes to that point for the so-manieth time from now. */
    public void arm(CrashPoint point, int times) throws IOException {
        Files.deleteIfExists(control.resolve(Fuse.HIT));
        Path written = control.resolve(Fuse.ARMED + ".tmp");
        Files.writeString(written, point.name() + " " + times + " " + ++orders);
        Files.move(written, control.resolve(Fuse.ARMED), StandardCopyOption.ATOMIC_MOVE);
    }

    public void disarm() throws IOException {
        Files.deleteIfExists(control.resolve(Fuse.ARMED));
    }

    /** The point and file at which the server died since it was last armed. */
    public Optional<String> hit() throws IOException {
        Path hit = control.resolve(Fuse.HIT);
        return Files.exists(hit) ? Optional.of(Files.readString(hit)) : Optional.empty();
    }

    /** From now on no byte more can be written by the server's Java code, or it can again. */
    public void diskFull(boolean full) throws IOException {
        if (full) {
            Files.writeString(control.resolve(Fuse.FULL), "");
        } else {
            Files.deleteIfExists(control.resolve(Fuse.FULL));
        }
    }
}
