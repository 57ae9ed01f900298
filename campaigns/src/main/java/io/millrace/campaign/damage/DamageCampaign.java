package io.millrace.campaign.damage;

import io.millrace.campaign.answer.Rows;
import io.millrace.campaign.process.Findings;
import io.millrace.campaign.process.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Takes the files of a database as a power failure left them, damages some, and opens it. Then it holds what it held after its
 * last statement (or, where the end of the log was damaged, after an earlier one), in all tables and views alike, and
 * goes on; or it refuses, and names a file that was damaged. Nothing else.
 *
 * <p><b>Threading:</b> one run at a time.
 */
public final class DamageCampaign {
    /** Kept for the state of running queries, and emptied at each start. */
    private static final String WORK = "work";

    private static final int REPORT_EVERY = 100;

    private final DamageOptions options;
    private final Path image;
    private final Path data;
    private final PrintWriter out;
    private final Findings findings = new Findings();
    private final Story story;
    /** How starts ended, and how often. */
    private final Map<String, Integer> endings = new TreeMap<>();

    /** @param directory an empty one */
    public DamageCampaign(DamageOptions options, Path directory, PrintWriter out) {
        this.options = options;
        this.out = out;
        image = directory.resolve("image");
        data = directory.resolve("data");
        story = new Story(options.seed());
    }

    /** Runs it, and says what was found wrong; nothing if all is well. */
    public List<String> run() throws IOException, SQLException {
        story.live(data, image);
        Trees.delete(image.resolve(WORK));
        int end = options.first() + options.starts();
        for (int start = options.first(); start < end; start++) {
            int number = start;
            once("start " + number, () -> damaged(number));
            if ((start + 1) % REPORT_EVERY == 0) {
                say("%d starts: %s", start + 1, endings);
            }
        }
        if (options.everyByte()) {
            changeEachByte(newestManifest());
        }
        Trees.delete(data);
        say("%d findings; %s", findings.count(), endings);
        return findings.all();
    }

    /** Damages the copy, and gives the files that are not as they were. */
    private interface Injury {
        List<Path> inflict() throws IOException;
    }

    private List<Path> damaged(int start) throws IOException {
        Random random = new Random(options.seed() * 1_000_003 + start);
        List<Path> damaged = new ArrayList<>();
        // Mostly one, as accidents are.
        int count = random.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < count; i++) {
            List<Path> files = Trees.files(data);
            Path file = files.get(random.nextInt(files.size()));
            Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
            if (damage == Damage.FOLDER_EMPTIED && data.equals(file.getParent())) {
                damage = Damage.DELETED;
            }
            damage.to(file, random);
            damaged.add(damage == Damage.FOLDER_EMPTIED ? file.resolveSibling("") : file);
        }
        return damaged;
    }

    private Path newestManifest() throws IOException {
        return Trees.files(image.resolve("checkpoints")).stream()
                .filter(file -> file.getFileName().toString().equals("manifest.json"))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    private void changeEachByte(Path manifest) throws IOException, SQLException {
        byte[] content = Files.readAllBytes(manifest);
        Path copy = data.resolve(image.relativize(manifest));
        for (int position = 0; position < content.length; position++) {
            byte[] changed = Damage.changed(content, position, new Random(options.seed() + position));
            once("byte " + position + " of the newest manifest", () -> {
                Files.write(copy, changed);
                return List.of(copy);
            });
        }
        say("each of %d bytes of %s was changed", content.length, image.relativize(manifest));
    }

    private void once(String name, Injury injury) throws IOException, SQLException {
        Trees.delete(data);
        Trees.copy(image, data);
        List<Path> damaged = injury.inflict();
        String what =
                name + ", damaged: " + damaged.stream().map(data::relativize).toList();
        String ending;
        try (Connection connection = Story.open(data);
                Statement statement = connection.createStatement()) {
            ending = "opened: " + opened(statement, what, damaged);
        } catch (SQLException e) {
            ending = refused(what, damaged, e);
        } catch (RuntimeException | Error e) {
            findings.add(what + ": " + e);
            ending = "thrown";
        }
        endings.merge(ending, 1, Integer::sum);
    }

    private String opened(Statement statement, String what, List<Path> damaged) throws SQLException {
        Map<String, Rows> found = Story.read(statement);
        int chapter = story.chapter(found);
        if (chapter < 0) {
            findings.add(what + ": the tables are as they never were");
            return "wrong";
        }
        story.differences(found, chapter).forEach(difference -> findings.add(what + ": " + difference));
        boolean logDamaged = damaged.stream().anyMatch(path -> path.startsWith(data.resolve("log")));
        if (chapter < story.length() && !logDamaged) {
            findings.add(what + ": the last " + (story.length() - chapter) + " changes are lost");
        }
        goesOn(statement, what);
        return rolledBack(statement, what, damaged, chapter)
                + (chapter < story.length() ? ", the end of the log is lost" : "");
    }

    private void goesOn(Statement statement, String what) throws SQLException {
        statement.execute("INSERT INTO account VALUES (1000, 'new')");
        try (var rows = statement.executeQuery("SELECT owner FROM joined WHERE id = 1000")) {
            if (!rows.next() || !"new".equals(rows.getString(1))) {
                findings.add(what + ": it does not go on");
            }
        }
        statement.execute("DELETE FROM account WHERE id = 1000");
    }

    private String rolledBack(Statement statement, String what, List<Path> damaged, int chapter) throws SQLException {
        try {
            statement.execute("ROLLBACK TO SAVEPOINT " + Story.SAVEPOINT);
            story.differences(Story.read(statement), story.chapterOfSavepoint())
                    .forEach(difference -> findings.add(what + ", rolled back: " + difference));
            return "rolled back";
        } catch (SQLException e) {
            // Without its manifest a savepoint is one that was never finished.
            Path savepoints = data.resolve("savepoints");
            boolean gone = "3B001".equals(e.getSQLState())
                    && !Files.exists(savepoints.resolve("sp-" + Story.SAVEPOINT))
                    && damaged.stream().anyMatch(path -> path.startsWith(savepoints));
            if (!gone && !names(e, damaged)) {
                findings.add(what + ": the rollback names none of them: " + e.getSQLState() + " " + e.getMessage());
            }
            story.differences(Story.read(statement), chapter)
                    .forEach(difference -> findings.add(what + ", not rolled back: " + difference));
            return "savepoint refused";
        }
    }

    private String refused(String what, List<Path> damaged, SQLException error) {
        if (!names(error, damaged)) {
            findings.add(what + ": it is not named: " + error.getSQLState() + " " + error.getMessage());
        }
        return "refused with " + error.getSQLState();
    }

    /** Whether the error has the place of something damaged, or the name of the checkpoint or savepoint that it is in. */
    private boolean names(SQLException error, List<Path> damaged) {
        String message = String.valueOf(error.getMessage());
        boolean isOurs = error.getSQLState() != null && !error.getSQLState().equals("XX000");
        return isOurs
                && damaged.stream()
                        .anyMatch(path -> message.contains(path.toString()) || message.contains(folder(path)));
    }

    /** Such as {@code checkpoints/chk-000000000003}. */
    private String folder(Path damaged) {
        Path inside = data.relativize(damaged);
        return inside.subpath(0, Math.min(2, inside.getNameCount())).toString();
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
