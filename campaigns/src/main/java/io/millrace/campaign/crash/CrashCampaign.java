package io.millrace.campaign.crash;

import io.millrace.campaign.damage.Damage;
import io.millrace.campaign.point.CrashPoint;
import io.millrace.campaign.point.CrashPoint.During;
import io.millrace.campaign.process.Findings;
import io.millrace.campaign.process.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills a server at named points and at random moments, and does other things to it, one after the other; after each it must
 * hold what was acknowledged, views must be what DuckDB answers, and sinks must hold each row once.
 *
 * <p><b>Threading:</b> one run at a time.
 */
public final class CrashCampaign {
    private static final long REACHED_MILLIS_MAX = 15_000;
    private static final long RECOVERED_MILLIS_MAX = 60_000;
    private static final int QUIET_MILLIS = 400;
    private static final int LOAD_MILLIS_MIN = 200;
    private static final int LOAD_MILLIS = 1_000;
    private static final int TROUBLE_MILLIS = 2_000;
    private static final int TRIES_MORE_MAX = 3;
    private static final int REPORT_EVERY = 10;

    private final CrashOptions options;
    private final Path directory;
    private final PrintWriter out;
    private final Findings findings = new Findings();
    private final Map<CrashPoint, Integer> kills = new EnumMap<>(CrashPoint.class);
    private final Map<CrashPoint, Integer> missed = new EnumMap<>(CrashPoint.class);
    private final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);
    private final List<Long> startMillis = new ArrayList<>();
    private int killsAtRandom;
    private int refusedStarts;

    /** @param directory an empty one */
    public CrashCampaign(CrashOptions options, Path directory, PrintWriter out) {
        this.options = options;
        this.directory = directory;
        this.out = out;
    }

    /** Runs it, and says what was found wrong; nothing if all is well. */
    public List<String> run() throws IOException, SQLException, InterruptedException {
        List<Round> rounds = new ArrayList<>(Round.plan(options));
        say("seed %d: %d rounds, from %d on", options.seed(), rounds.size(), options.first());
        try (Site site = new Site(directory, options.seed(), findings)) {
            for (int i = options.first(); i < rounds.size() && findings.none(); i++) {
                Round round = rounds.get(i);
                String what = "round " + i + " (" + round + ")";
                try {
                    new Rounds(site, i, round, what).run(rounds);
                } catch (SQLException | IOException e) {
                    findings.add(what + ": " + e.getMessage());
                }
                if ((i + 1) % REPORT_EVERY == 0 || !findings.none()) {
                    say(
                            "%d rounds: %d kills, %d other faults; %,d events, %,d writes acknowledged; %d findings",
                            i + 1, killed(), troubles(), site.events.last(), site.acknowledged(), findings.count());
                }
            }
            report(site);
        }
        return findings.all();
    }

    private int killed() {
        return killsAtRandom
                + kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int troubles() {
        return troubles.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void report(Site site) {
        for (CrashPoint point : CrashPoint.values()) {
            int times = kills.getOrDefault(point, 0);
            say("%5d kills at %s", times, point);
            if (times < options.killsAtEachMin()) {
                findings.add("only " + times + " kills at " + point + ", fewer than " + options.killsAtEachMin());
            }
        }
        say("%5d kills at random moments", killsAtRandom);
        troubles.forEach((trouble, times) -> say("%5d times %s", times, trouble));
        startMillis.sort(null);
        say(
                "%d kills, %d other faults (%d starts over damaged files refused by name); %,d events, %,d writes acknowledged,"
                        + " %,d refused for want of room; a start took %d ms in the middle, %d at most; %s",
                killed(),
                troubles(),
                refusedStarts,
                site.events.last(),
                site.acknowledged(),
                site.refused(),
                startMillis.isEmpty() ? 0 : startMillis.get(startMillis.size() / 2),
                startMillis.isEmpty() ? 0 : startMillis.get(startMillis.size() - 1),
                findings.none() ? "nothing lost, nothing doubled, nothing wrong" : findings.count() + " findings");
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /** One round on the site. */
    private final class Rounds {
        private final Site site;
        private final int number;
        private final Round round;
        private final String what;
        private final Random random;

        Rounds(Site site, int number, Round round, String what) {
            this.site = site;
            this.number = number;
            this.round = round;
            this.what = what;
            random = new Random(options.seed() * 1_000_003 + number);
        }

        /** @param all to which another try is added if the point was not come to */
        void run(List<Round> all) throws IOException, SQLException, InterruptedException {
            if (round.trouble().isPresent()) {
                trouble(round.trouble().get());
                troubles.merge(round.trouble().get(), 1, Integer::sum);
                site.check(what);
                return;
            }
            switch (round.point().map(CrashPoint::during).orElse(During.RUN)) {
                case DEFINITION -> killInDefinition(all);
                case SAVEPOINT -> killInSavepoint(all);
                case ROLLBACK -> killInRollback(all);
                case RUN, RECOVERY -> {
                    load();
                    round.point().ifPresent(this::arm);
                    kill(all);
                    start(all);
                    site.check(what);
                }
            }
        }

        private void load() throws InterruptedException {
            site.beginLoad();
            pause(LOAD_MILLIS_MIN + random.nextInt(LOAD_MILLIS));
        }

        private void pause(long millis) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(millis);
        }

        private void arm(CrashPoint point) {
            try {
                site.control.arm(point, 1 + random.nextInt(point.timesMin()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Waits until it has died where it should, or kills it. */
        private void kill(List<Round> all) throws IOException, InterruptedException {
            if (round.point().isPresent()) {
                await(round.point().get(), REACHED_MILLIS_MAX, all);
            } else {
                site.server.kill();
                killsAtRandom++;
            }
        }

        private void await(CrashPoint point, long millis, List<Round> all) throws IOException, InterruptedException {
            boolean dead = site.server.awaitDeath(millis);
            site.control.disarm();
            Optional<String> hit = site.control.hit();
            if (dead && hit.isPresent() && hit.get().startsWith(point.name() + " ")) {
                kills.merge(point, 1, Integer::sum);
                return;
            }
            if (dead && hit.isEmpty()) {
                findings.add(what + ": the server died by itself");
            }
            site.server.kill();
            killsAtRandom++;
            if (missed.merge(point, 1, Integer::sum) <= TRIES_MORE_MAX) {
                boolean again = point.during() == During.RECOVERY;
                all.add(new Round(
                        again ? Optional.empty() : Optional.of(point),
                        again ? Optional.of(point) : Optional.empty(),
                        Optional.empty()));
            }
        }

        /** Starts it, and kills it while it starts if the round says so. */
        private void start(List<Round> all) throws IOException, InterruptedException {
            if (round.again().isPresent()) {
                arm(round.again().get());
                site.server.launch();
                await(round.again().get(), RECOVERED_MILLIS_MAX, all);
            }
            long began = System.nanoTime();
            site.server.start();
            startMillis.add((System.nanoTime() - began) / 1_000_000);
        }

        private void killInDefinition(List<Round> all) throws IOException, SQLException, InterruptedException {
            load();
            site.endLoad();
            pause(QUIET_MILLIS);
            round.point().ifPresent(this::arm);
            String name = "passing_" + number;
            boolean acknowledged = site.runUntilDeath(CrashTables.passing(number));
            kill(all);
            boolean logged = site.logHolds(name);
            start(all);
            site.check(what);
            boolean there = site.number("SELECT COUNT(*) FROM sys.queries WHERE name = 'public." + name + "'") > 0;
            if (there) {
                site.compare(what, name, "SELECT * FROM " + name, CrashTables.PASSING);
                site.run("DROP MATERIALIZED VIEW " + name);
            } else if (acknowledged || logged) {
                findings.add(what + ": view " + name + " was " + (acknowledged ? "acknowledged" : "in the log")
                        + " and is not there");
            }
        }

        private void killInSavepoint(List<Round> all) throws IOException, SQLException, InterruptedException {
            load();
            round.point().ifPresent(this::arm);
            String name = "s" + number;
            boolean acknowledged = site.runUntilDeath("SAVEPOINT " + name);
            kill(all);
            start(all);
            site.check(what);
            boolean there = site.number("SELECT COUNT(*) FROM sys.savepoints WHERE name = '" + name + "'") > 0;
            if (there) {
                site.run("RELEASE SAVEPOINT " + name);
            } else if (acknowledged) {
                findings.add(what + ": savepoint " + name + " was acknowledged and is not there");
            }
        }

        private void killInRollback(List<Round> all) throws IOException, SQLException, InterruptedException {
            String name = "s" + number;
            long eventThen = site.events.last();
            List<Map<Long, Entries.Row>> entriesThen = site.entries();
            site.run("SAVEPOINT " + name);
            site.run("INSERT INTO marker VALUES (" + number + ")");
            load();
            site.check(what + ", before");
            long eventNow = site.events.last();
            round.point().ifPresent(this::arm);
            boolean acknowledged = site.runUntilDeath("ROLLBACK TO SAVEPOINT " + name);
            kill(all);
            start(all);
            boolean done = site.number("SELECT COUNT(*) FROM marker WHERE n = " + number) == 0;
            boolean must = acknowledged || !round.point().equals(Optional.of(CrashPoint.ROLLBACK_BEFORE_RENAME));
            if (done != must) {
                findings.add(what + ": it is " + (done ? "" : "not ") + "rolled back");
            }
            if (done) {
                site.goBackTo(entriesThen);
                site.truth.rolledBack(eventNow, eventThen);
            }
            site.check(what);
            site.run("RELEASE SAVEPOINT " + name);
        }

        private void trouble(Trouble trouble) throws IOException, SQLException, InterruptedException {
            load();
            switch (trouble) {
                case STOPPED_AND_CONTINUED -> {
                    site.server.signal("STOP");
                    pause(random.nextInt(TROUBLE_MILLIS));
                    site.server.signal("CONT");
                    pause(LOAD_MILLIS_MIN);
                }
                case STOPPED_AND_KILLED -> {
                    site.server.signal("STOP");
                    pause(random.nextInt(LOAD_MILLIS));
                    restart();
                }
                case DISK_FULL -> {
                    fill();
                    site.number("SELECT COUNT(*) FROM entry");
                    site.control.diskFull(false);
                    pause(TROUBLE_MILLIS / 2);
                    site.diskFull.set(false);
                }
                case DISK_FULL_AND_KILLED -> {
                    fill();
                    site.server.kill();
                    site.control.diskFull(false);
                    site.diskFull.set(false);
                    site.server.start();
                }
                case DAMAGED_FILES -> damageFiles();
                case SHUT_DOWN -> {
                    int exit = site.server.stop();
                    if (exit != 0 && exit != 143) {
                        findings.add(what + ": after SIGTERM the exit code was " + exit);
                    }
                    site.server.start();
                }
            }
        }

        private void fill() throws IOException, InterruptedException {
            site.diskFull.set(true);
            site.control.diskFull(true);
            pause(LOAD_MILLIS_MIN + random.nextInt(TROUBLE_MILLIS));
        }

        private void restart() throws IOException, InterruptedException {
            site.server.kill();
            site.server.start();
        }

        /** Files of checkpoints: what only the log has can be lost by damage to the log. */
        private void damageFiles() throws IOException, InterruptedException {
            site.server.kill();
            Path sound = directory.resolve("sound");
            Trees.delete(sound);
            Trees.copy(site.data, sound);
            List<String> damaged = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(2); i++) {
                List<Path> files = Trees.files(site.data.resolve("checkpoints"));
                if (!files.isEmpty()) {
                    Path file = files.get(random.nextInt(files.size()));
                    Damage.values()[random.nextInt(Damage.values().length)].to(file, random);
                    damaged.add(site.data.relativize(file).subpath(0, 2).toString());
                }
            }
            try {
                site.server.start();
            } catch (IOException e) {
                String message = String.valueOf(e.getMessage());
                if (damaged.stream().noneMatch(message::contains)) {
                    findings.add(what + ", damaged " + damaged + ", is refused without a name: " + message);
                }
                refusedStarts++;
                site.server.kill();
                Trees.delete(site.data);
                Trees.copy(sound, site.data);
                site.server.start();
            }
        }
    }
}
