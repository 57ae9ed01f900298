package io.millrace.connector.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesystemSourceTest {
    private static final RowType TYPE = RowType.of(
            new Field("id", DataType.of(TypeKind.BIGINT).notNull()), new Field("text", DataType.of(TypeKind.VARCHAR)));

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("millrace.seed", 1));

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Connector.class))
                .extracting(Connector::name)
                .contains("filesystem");
    }

    @ParameterizedTest
    @CsvSource({"json, 32", "json, 4096", "csv, 32", "csv, 131072"})
    void theRowsAreTheSameForAnyPiecesAndRestarts(String format, int bufferBytes) throws IOException {
        StringBuilder text = new StringBuilder(format.equals("csv") ? "\ufeffid,text\r\n" : "\ufeff");
        List<List<Object>> expected = new ArrayList<>();
        for (long id = 0; id < 3_000; id++) {
            String value = "x".repeat(random.nextInt(random.nextInt(100) == 0 ? 500 : 20)) + "ü";
            boolean json = format.equals("json");
            text.append(json ? "{\"id\":" + id + ",\"text\":\"" + value + "\\n\"}" : id + ",\"" + value + "\n\"");
            text.append(id == 2_999 ? "" : random.nextInt(9) == 0 ? "\r\n\n" : "\n");
            expected.add(List.of(id, value + "\n"));
        }
        Path file = Files.writeString(folder.resolve("rows"), text);
        FileFixture files = new FileFixture(TYPE, file, format);
        files.bufferBytes = bufferBytes;
        assertThat(files.readAll()).isEqualTo(expected);
        assertThat(files.read(List.of(1)))
                .isEqualTo(expected.stream().map(row -> row.subList(1, 2)).toList());
        assertThat(files.read(List.of())).hasSize(3_000);
        assertThat(files.readWithRestarts(file.toString(), 100, random)).isEqualTo(expected);
        assertThat(files.readWithRestarts(file.toString(), 10_000, random)).isEqualTo(expected);
    }

    @Test
    void positionsCountBytesAndLines() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "id,text\n1,\"two\nlines\"\n2,x\n");
        FileFixture files = new FileFixture(TYPE, file, "csv");
        SplitReader reader = files.open(file.toString(), SplitPosition.START, List.of(0, 1));
        assertThat(reader.position()).isEqualTo(SplitPosition.START);
        assertThat(reader.read(new BatchBuilder(TYPE), 9)).isEqualTo(SplitReader.Status.IDLE);
        assertThat(reader.position()).isEqualTo(new SplitPosition(22, 3));
        assertThat(reader.read(new BatchBuilder(TYPE), 22)).isEqualTo(SplitReader.Status.IDLE);
        assertThat(reader.read(new BatchBuilder(TYPE), SplitReader.NO_LIMIT)).isEqualTo(SplitReader.Status.END);
        assertThat(reader.position()).isEqualTo(new SplitPosition(26, 4));
        SplitReader again = files.open(file.toString(), reader.position(), List.of(0, 1));
        assertThat(again.read(new BatchBuilder(TYPE), SplitReader.NO_LIMIT)).isEqualTo(SplitReader.Status.END);
    }

    @Test
    void emptyFilesAndFoldersHaveNoRows() throws IOException {
        assertThat(new FileFixture(TYPE, folder, "json").readAll()).isEmpty();
        Files.createFile(folder.resolve("empty"));
        assertThat(new FileFixture(TYPE, folder, "json").readAll()).isEmpty();
        assertThat(new FileFixture(TYPE, folder, "csv").readAll()).isEmpty();
        Files.writeString(folder.resolve("empty"), "id,text");
        assertThat(new FileFixture(TYPE, folder, "csv").readAll()).isEmpty();
    }

    @Test
    void readsAFolderInTheOrderOfNamesWithoutHiddenFiles() throws IOException {
        json("b.json", 2);
        json("a.json", 1);
        json(".part-q.inprogress", 9);
        json("_SUCCESS", 9);
        Files.createDirectory(folder.resolve("deeper"));
        json("deeper/c.json", 3);
        json("deeper/d.txt", 4);
        assertThat(ids(folder)).containsExactly(1L, 2L);
        assertThat(ids(folder + "/*/*.json")).containsExactly(3L);
        assertThat(ids(folder + "/**.json")).containsExactly(1L, 2L, 3L);
        assertThat(ids(folder + "/[a-z].{json,txt}")).containsExactly(1L, 2L);
        assertThat(ids(folder + "/none*")).isEmpty();
        assertThat(ids(folder.toUri() + "a.json")).containsExactly(1L);
    }

    @Test
    void missingFilesAreNamed() {
        Path missing = folder.resolve("missing");
        for (String path : List.of(missing.toString(), missing + "/*.json")) {
            assertThatThrownBy(() -> new FileFixture(TYPE, path, "json").readAll())
                    .isInstanceOfSatisfying(MillraceException.class, e -> assertThat(e.sqlState())
                            .isEqualTo(SqlState.UNDEFINED_FILE))
                    .hasMessageContaining("'" + missing + "'");
        }
    }

    @Test
    void aFileThatVanishesIsNamed() throws IOException {
        Path file = json("a.json", 1);
        FileFixture files = new FileFixture(TYPE, file, "json");
        Split split = files.source().splits().get(0);
        SplitReader reader = files.open(split.id(), split.start(), List.of(0));
        Files.delete(file);
        assertThatThrownBy(() -> reader.read(new BatchBuilder(List.of(TYPE.type(0)), 1), SplitReader.NO_LIMIT))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.sqlState()).isEqualTo(SqlState.UNDEFINED_FILE))
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> files.open(split.id(), split.start(), List.of(0)))
                .hasMessageContaining(file.toString());
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        Path notAFile = Files.createDirectory(folder.resolve("folder"));
        FileFixture files = new FileFixture(TYPE, notAFile, "json");
        SplitReader reader = files.open(notAFile.toString(), SplitPosition.START, List.of(0));
        assertThatThrownBy(() -> reader.read(new BatchBuilder(List.of(TYPE.type(0)), 1), SplitReader.NO_LIMIT))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.sqlState()).isEqualTo(SqlState.IO_ERROR))
                .hasMessageContaining(notAFile.toString());
    }

    @Test
    void badRowsAreRejectedWithFileAndLine() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.json"), "{\"id\":1}\n\n{\"id\":\"two\"}\n{\"id\":3}\n{\"text\":\"x\"}\n{\"id\":5\n");
        FileFixture files = new FileFixture(TYPE, file, "json");
        assertThatThrownBy(files::readAll)
                .hasMessage(file + ":3: column \"id\": expected BIGINT, found \"two\": {\"id\":\"two\"}");
        files.skipBadRows = true;
        assertThat(files.read(List.of(0))).containsExactly(List.of(1L), List.of(3L));
        assertThat(files.rejected).hasSize(3);
        assertThat(files.rejected.get(1))
                .isEqualTo(file + ":5: column \"id\": expected BIGINT NOT NULL, found no value: {\"text\":\"x\"}");
        assertThat(files.rejected.get(2)).startsWith(file + ":6: expected a JSON object: ");
    }

    @Test
    void badCsvRowsAreRejectedWithFileAndLine() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "id,text\n1,\"a\nb\"\nx,y\n2\n3,\"open\n4,z\n");
        FileFixture files = new FileFixture(TYPE, file, "csv");
        files.skipBadRows = true;
        assertThat(files.read(List.of(0))).containsExactly(List.of(1L));
        assertThat(files.rejected)
                .containsExactly(
                        file + ":4: column \"id\": expected BIGINT, found 'x': x,y",
                        file + ":5: expected 2 fields as in the header, found 1: 2",
                        file + ":6: a quote is opened and never closed: 3,\"open\n4,z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void aLineOfAGrowingFileIsARowOnceItsLineFeedIsThere(String format) throws IOException {
        boolean csv = format.equals("csv");
        Path file = Files.writeString(folder.resolve("log"), csv ? "id,te" : "");
        FileFixture files = new FileFixture(TYPE, folder, format, "monitor-interval", "1 s");
        assertThat(files.source().boundedness()).isEqualTo(Source.Boundedness.GROWING);
        SplitReader reader = files.open(file.toString(), SplitPosition.START, List.of(0, 1));
        assertThat(files.drain(reader, List.of(0, 1))).isEmpty();
        assertThat(reader.currentEnd()).isZero();
        append(file, csv ? "xt\n1,a\n2" : "{\"id\":1,\"text\":\"a\"}\n{\"id\":2");
        assertThat(files.drain(reader, List.of(0, 1))).isEmpty();
        files.nanos += 1_000_000_000;
        assertThat(files.drain(reader, List.of(0, 1))).containsExactly(List.of(1L, "a"));
        assertThat(reader.currentEnd()).isEqualTo(reader.position().offset());
        append(file, csv ? "2,\"b\"\n" : "2,\"text\":\"b\"}\n");
        long end = Files.size(file);
        append(file, csv ? "3,\"x\n" : "{\"id\"");
        assertThat(reader.currentEnd()).isEqualTo(end);
        files.nanos += 1_000_000_000;
        assertThat(files.drain(reader, List.of(0, 1))).containsExactly(List.of(22L, "b"));
        assertThat(reader.position().offset()).isEqualTo(end);
        SplitReader second = files.open(file.toString(), SplitPosition.START, List.of(0, 1));
        assertThat(second.currentEnd()).isEqualTo(end);
        assertThat(files.drain(second, List.of(0, 1))).hasSize(2);
    }

    @Test
    void newFilesAreNewSplits() throws IOException {
        json("a.json", 1);
        Source source = new FileFixture(TYPE, folder, "json", "monitor-interval", "100 ms").source();
        assertThat(source.splits()).hasSize(1);
        json("b.json", 2);
        assertThat(source.splits())
                .extracting(split -> Path.of(split.id()).getFileName().toString())
                .containsExactly("a.json", "b.json");
    }

    @Test
    void aFileThatLostWhatWasReadIsRefused() throws IOException {
        Path file = json("a.json", 1);
        FileFixture files = new FileFixture(TYPE, folder, "json", "monitor-interval", "1 ms");
        SplitReader reader = files.open(file.toString(), SplitPosition.START, List.of(0));
        files.drain(reader, List.of(0));
        Files.writeString(file, "");
        files.nanos += 1_000_000;
        assertThatThrownBy(() -> files.drain(reader, List.of(0)))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("has 0 bytes, fewer than the 9 already read");
        assertThatThrownBy(() -> files.open(file.toString(), new SplitPosition(9, 1), List.of(0)))
                .hasMessageContaining("already read");
    }

    @Test
    void rowsPerSecondIsSharedByTheReadersThatAreNotIdle() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < 10_000; id++) {
            text.append("{\"id\":").append(id).append("}\n");
        }
        List<SplitReader> readers = new ArrayList<>();
        FileFixture files = new FileFixture(TYPE, folder, "json", "rows-per-second", "1000");
        for (String name : List.of("a", "b", "c")) {
            Path file = Files.writeString(folder.resolve(name), name.equals("c") ? "" : text);
            readers.add(files.open(file.toString(), SplitPosition.START, List.of(0)));
        }
        int[] rows = new int[3];
        for (int i = 0; i < 200; i++) {
            for (int reader = 0; reader < 3; reader++) {
                BatchBuilder builder = new BatchBuilder(List.of(TYPE.type(0)), 16);
                readers.get(reader).read(builder, SplitReader.NO_LIMIT);
                rows[reader] += builder.rows();
            }
            files.nanos += 10_000_000;
        }
        assertThat(rows[0]).isBetween(990, 1_010);
        assertThat(rows[1]).isBetween(990, 1_010);
    }

    @Test
    void aRecordMayBeLongerThanTheBuffer() throws IOException {
        String text = "y".repeat(1_000_000);
        Path file = Files.writeString(folder.resolve("a.json"), "{\"id\":1,\"text\":\"" + text + "\"}\n{\"id\":2}\n");
        assertThat(new FileFixture(TYPE, file, "json").readAll())
                .extracting(row -> row.get(0))
                .containsExactly(1L, 2L);
    }

    @Test
    void badOptionsAreNamed() {
        assertBad("yaml", "", "", "option 'format' is 'yaml'; expected one of csv, json");
        assertBad("json", "csv.header", "true", "'csv.header' does not go with 'format' = 'json'");
        assertBad("csv", "csv.delimiter", "ab", "option 'csv.delimiter' is 'ab'; expected one ASCII character");
        assertBad("csv", "csv.delimiter", "\"", "do not go together");
        assertBad("csv", "csv.null", "a,b", "do not go together");
        assertBad("csv", "monitor-interval", "soon", "option 'monitor-interval' is 'soon'");
        assertThatThrownBy(() -> new FileFixture(TYPE, "/data/[", "csv").source())
                .hasMessageContaining("option 'path'");
        assertThatThrownBy(() -> new FileFixture(TYPE, " ", "csv").source()).hasMessageContaining("'path' is empty");
    }

    private void assertBad(String format, String option, String value, String message) {
        assertThatThrownBy(() -> new FileFixture(TYPE, folder, format, option, value).source())
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining(message);
    }

    private Path json(String name, int id) throws IOException {
        return Files.writeString(folder.resolve(name), "{\"id\":" + id + "}\n");
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static List<Object> ids(Object path) {
        return new FileFixture(TYPE, path, "json")
                .readAll().stream().map(row -> row.get(0)).toList();
    }
}
