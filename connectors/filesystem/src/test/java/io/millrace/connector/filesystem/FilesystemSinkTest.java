package io.millrace.connector.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.SinkCommitter;
import io.millrace.spi.connector.SinkWriter;
import io.millrace.spi.connector.WriterContext;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemSinkTest {
    private static final RowType TYPE = RowType.of(new Field("n", DataType.of(TypeKind.BIGINT)));

    @TempDir
    Path parent;

    private Path folder;
    private Sink sink;

    @BeforeEach
    void makeSink() {
        folder = parent.resolve("new/out");
        sink = new FileFixture(TYPE, folder, "csv").sink();
    }

    @Test
    void rowsAreVisibleOnlyWithTheirCheckpoint() throws IOException {
        assertThat(sink.acceptsDeletes()).isFalse();
        SinkWriter writer = writer("q", 0, 1);
        write(writer, 1);
        assertThat(visible()).isEmpty();
        List<String> prepared = writer.prepare(5);
        write(writer, 2);
        assertThat(visible()).isEmpty();
        sink.committer().commit("q", 1, 5, prepared);
        assertThat(visible()).containsExactly("part-q-1-5-0.csv");
        assertThat(Files.readString(folder.resolve("part-q-1-5-0.csv"))).isEqualTo("n\n1\n");
        sink.committer().commit("q", 1, 6, writer.prepare(6));
        assertThat(visible()).containsExactly("part-q-1-5-0.csv", "part-q-1-6-0.csv");
        assertThat(writer.prepare(7)).isEmpty();
        writer.close();
        assertThat(files()).hasSize(2);
    }

    @Test
    void aCommitCanBeRepeated() throws IOException {
        SinkWriter first = writer("q", 0, 1);
        SinkWriter second = writer("q", 1, 1);
        write(first, 1);
        write(second, 2);
        List<String> prepared = new ArrayList<>(first.prepare(5));
        sink.committer().commit("q", 1, 5, prepared);
        prepared.addAll(second.prepare(5));
        sink.committer().commit("q", 1, 5, prepared);
        sink.committer().commit("q", 1, 5, prepared);
        assertThat(visible()).containsExactly("part-q-1-5-0.csv", "part-q-1-5-1.csv");
        assertThat(rows()).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void closingDropsWhatWasNotPrepared() throws IOException {
        SinkWriter writer = writer("q", 0, 1);
        write(writer, 1);
        List<String> prepared = writer.prepare(5);
        write(writer, 2);
        writer.close();
        assertThat(files()).hasSize(1);
        sink.committer().commit("q", 1, 5, prepared);
        assertThat(rows()).containsExactly(1L);
    }

    @Test
    void cleaningUpTouchesThisQuerysLeftoversOnly() throws IOException {
        for (String query : List.of("q", "q-1", "q2", "a b/c", "public.q")) {
            write(writer(query, 0, 1), 1);
            writer(query, 0, 1).close();
        }
        SinkWriter committed = writer("q", 1, 1);
        write(committed, 7);
        sink.committer().commit("q", 1, 5, committed.prepare(5));
        sink.committer().cleanUp("q", 1, 5);
        assertThat(files())
                .containsExactly(
                        ".part-a%20b%2Fc-1-1-0-0.inprogress",
                        ".part-public.q-1-1-0-0.inprogress",
                        ".part-q%2D1-1-1-0-0.inprogress",
                        ".part-q2-1-1-0-0.inprogress",
                        "part-q-1-5-1.csv");
        sink.committer().cleanUp("a b/c", 1, 5);
        assertThat(files()).hasSize(4);
    }

    @Test
    void nothingVisibleIsOverwritten() throws IOException {
        for (long n = 1; n <= 3; n++) {
            SinkWriter writer = writer("q", 0, n);
            write(writer, n);
            sink.committer().commit("q", 1, 5, writer.prepare(5));
        }
        assertThat(visible()).containsExactly("part-q-1-5-0-1.csv", "part-q-1-5-0-2.csv", "part-q-1-5-0.csv");
        assertThat(rows()).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void remembersWhatWasCommittedLastAlsoWhenTheFilesWereTakenAway() throws IOException {
        SinkWriter writer = writer("q", 0, 1);
        assertThat(sink.committer().lastCommitted("q")).isEmpty();
        for (long epoch = 5; epoch <= 7; epoch++) {
            write(writer, epoch);
            sink.committer().commit("q", 1, epoch, writer.prepare(epoch));
        }
        for (String name : visible()) {
            Files.delete(folder.resolve(name));
        }
        assertThat(sink.committer().lastCommitted("q")).contains(new SinkCommitter.Committed(1, 7));
        sink.committer().commit("q", 1, 6, List.of(".part-q-1-1-0-1-6.prepared\t0"));
        assertThat(sink.committer().lastCommitted("q")).contains(new SinkCommitter.Committed(1, 7));
        assertThat(sink.committer().lastCommitted("q2")).isEmpty();
        sink.committer().begin("q");
        assertThat(sink.committer().lastCommitted("q")).isEmpty();
    }

    @Test
    void finishesACommitThatACrashHasCutInTwo() throws IOException {
        List<String> prepared = new ArrayList<>();
        for (int task = 0; task < 3; task++) {
            SinkWriter writer = writer("q", task, 1);
            write(writer, task);
            prepared.addAll(writer.prepare(5));
            write(writer, 10 + task);
            writer.prepare(6);
            write(writer, 20 + task);
        }
        sink.committer().commit("q", 1, 5, prepared);
        for (String unfinished : prepared.subList(1, 3)) {
            String[] fileAndTask = unfinished.split("\t");
            Files.move(folder.resolve("part-q-1-5-" + fileAndTask[1] + ".csv"), folder.resolve(fileAndTask[0]));
        }
        assertThat(visible()).containsExactly("part-q-1-5-0.csv");
        assertThat(sink.committer().lastCommitted("q")).contains(new SinkCommitter.Committed(1, 5));
        sink.committer().cleanUp("q", 1, 4);
        assertThat(files()).containsExactly("part-q-1-5-0.csv", "part-q-1-5-1.csv", "part-q-1-5-2.csv");
        assertThat(rows()).containsExactlyInAnyOrder(0L, 1L, 2L);
    }

    @Test
    void whatAnEarlierRunPreparesTooLateNeverBecomesVisible() throws IOException {
        SinkWriter old = writer("q", 0, 1);
        write(old, 1);
        SinkWriter current = writer("q", 0, 2);
        write(current, 2);
        List<String> prepared = current.prepare(5);
        old.prepare(5);
        sink.committer().commit("q", 1, 5, prepared);
        assertThat(sink.committer().lastCommitted("q")).contains(new SinkCommitter.Committed(1, 5));
        assertThat(rows()).containsExactly(2L);
        sink.committer().cleanUp("q", 1, 5);
        assertThat(files()).containsExactly("part-q-1-5-0.csv");
    }

    @Test
    void doesNotGuessWhatWasCommittedLast() throws IOException {
        SinkWriter writer = writer("q", 0, 1);
        write(writer, 1);
        sink.committer().commit("q", 1, 5, writer.prepare(5));
        Files.writeString(folder.resolve(".committed-q"), "");
        assertThatThrownBy(() -> sink.committer().lastCommitted("q"))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining(folder.resolve(".committed-q").toString())
                .matches(e -> ((MillraceException) e).sqlState() == SqlState.DATA_CORRUPTED);
    }

    /** An engine in small: rows are the numbers from the restored checkpoint on; it dies between any two steps. */
    @Test
    void everyRowIsThereOnceAfterCrashesAtAnyStep() throws IOException {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        long end = 500;
        long checkpointed = 0;
        long epoch = 0;
        List<String> manifest = List.of();
        for (long generation = 1; checkpointed < end; generation++) {
            sink.committer().commit("q", 1, epoch, manifest);
            sink.committer().cleanUp("q", 1, epoch);
            SinkWriter writer = writer("q", 0, generation);
            long next = checkpointed;
            long nextEpoch = epoch;
            while (random.nextInt(6) > 0 && checkpointed < end) {
                for (int rows = random.nextInt(20); rows > 0 && next < end; rows--) {
                    write(writer, next++);
                }
                List<String> prepared = writer.prepare(++nextEpoch);
                if (random.nextInt(6) == 0) {
                    break;
                }
                checkpointed = next;
                epoch = nextEpoch;
                manifest = prepared;
                if (random.nextInt(6) == 0) {
                    break;
                }
                sink.committer().commit("q", 1, epoch, manifest);
            }
        }
        sink.committer().commit("q", 1, epoch, manifest);
        sink.committer().cleanUp("q", 1, epoch);
        assertThat(rows()).hasSize(500).doesNotHaveDuplicates();
        assertThat(files()).allMatch(name -> !name.startsWith("."));
    }

    @Test
    void deletesAreRefused() {
        SinkWriter writer = writer("q", 0, 1);
        assertThatThrownBy(() -> writer.write(
                        FileFixture.batch(TYPE, List.of(List.of(1L))).withWeights(new byte[] {-1})))
                .isInstanceOf(MillraceException.class);
        writer.close();
    }

    @Test
    void filesAndPatternsCannotBeWritten() throws IOException {
        Path file = Files.createFile(parent.resolve("file.csv"));
        assertThatThrownBy(() -> new FileFixture(TYPE, file, "csv").sink()).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> new FileFixture(TYPE, parent + "/*.csv", "csv").sink())
                .isInstanceOf(RuntimeException.class);
        Sink below = new FileFixture(TYPE, file.resolve("out"), "csv").sink();
        assertThatThrownBy(() -> below.writer(new WriterContext("q", 0, 1, 1, 1)))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining(file.toString());
    }

    private SinkWriter writer(String query, int task, long generation) {
        return sink.writer(new WriterContext(query, task, 2, generation, 1));
    }

    private static void write(SinkWriter writer, long n) {
        writer.write(FileFixture.batch(TYPE, List.of(List.of(n))));
        writer.endEpoch(1);
    }

    private List<Object> rows() {
        return new FileFixture(TYPE, folder, "csv")
                .readAll().stream().map(row -> row.get(0)).toList();
    }

    private List<String> visible() throws IOException {
        return files().stream().filter(name -> !name.startsWith(".")).toList();
    }

    /** But for what says which checkpoint was committed. */
    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith(".committed-"))
                    .sorted()
                    .toList();
        }
    }
}
