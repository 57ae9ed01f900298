package io.millrace.executor.expression.function;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Instants to local times of a zone and back. Keeps the last zone, and the span of its last offset, so that most calls only
 * add. A local time that is skipped in spring counts as that much later; one that comes twice in autumn is the first.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class ZoneShift {
    private byte[] lastName = {'U', 'T', 'C'};
    private ZoneRules rules = ZoneOffset.UTC.getRules();
    private long spanFrom = Long.MIN_VALUE;
    private long spanTo = Long.MAX_VALUE;
    private long spanOffset;

    public long toLocal(long instant, Slice zone) {
        use(zone);
        if (instant < spanFrom || instant >= spanTo) {
            findSpan(instant);
        }
        return Times.plus(instant, spanOffset);
    }

    public long toInstant(long local, Slice zone) {
        use(zone);
        if (rules.isFixedOffset()) {
            return Integers.subtract(local, spanOffset);
        }
        LocalDateTime dateTime = LocalDateTime.ofEpochSecond(
                Math.floorDiv(local, Times.SECOND), (int) Math.floorMod(local, Times.SECOND) * 1_000, ZoneOffset.UTC);
        return Integers.subtract(local, rules.getOffset(dateTime).getTotalSeconds() * Times.SECOND);
    }

    private void use(Slice zone) {
        if (zone.length() != lastName.length || !Slices.equal(zone, Slice.of(lastName))) {
            rules = zone(zone.toString()).getRules();
            lastName = zone.toBytes();
            findSpan(0);
        }
    }

    private void findSpan(long instant) {
        Instant at = Instant.ofEpochSecond(
                Math.floorDiv(instant, Times.SECOND), Math.floorMod(instant, Times.SECOND) * 1_000);
        spanOffset = rules.getOffset(at).getTotalSeconds() * Times.SECOND;
        ZoneOffsetTransition next = rules.nextTransition(at);
        ZoneOffsetTransition previous = rules.previousTransition(at.plusNanos(1));
        spanTo = next == null ? Long.MAX_VALUE : next.toEpochSecond() * Times.SECOND;
        spanFrom = previous == null ? Long.MIN_VALUE : previous.toEpochSecond() * Times.SECOND;
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name.strip(), ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            throw DataErrors.invalidParameter("there is no time zone " + DataErrors.quoted(name));
        }
    }
}
