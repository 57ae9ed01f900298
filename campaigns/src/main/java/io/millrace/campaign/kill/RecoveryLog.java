package io.millrace.campaign.kill;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's log says about where it went on.
 *
 * @param checkpoint 0 if it began with none
 * @param offsets by query, the smallest of its splits
 * @param rowsRepeated the most that a query read again to get where its readers had seen it
 */
record RecoveryLog(long checkpoint, Map<String, Long> offsets, long rowsRepeated, Set<String> finished) {
    private static final Pattern WENT_ON =
            Pattern.compile("query (\\S+) goes on from checkpoint (\\d+) at offset (\\d+) of ");
    private static final Pattern REPEATS =
            Pattern.compile("query \\S+ goes on from .*; it repeats \\d+ epochs, (\\d+) rows");
    private static final Pattern FINISHED = Pattern.compile("query (\\S+) had finished before checkpoint (\\d+)");

    static RecoveryLog of(List<String> lines) {
        long checkpoint = 0;
        long repeated = 0;
        Map<String, Long> offsets = new HashMap<>();
        Set<String> finished = new HashSet<>();
        for (String line : lines) {
            Matcher wentOn = WENT_ON.matcher(line);
            if (wentOn.find()) {
                checkpoint = Long.parseLong(wentOn.group(2));
                offsets.merge(wentOn.group(1), Long.parseLong(wentOn.group(3)), Math::min);
            }
            Matcher repeats = REPEATS.matcher(line);
            if (repeats.find()) {
                repeated = Math.max(repeated, Long.parseLong(repeats.group(1)));
            }
            Matcher done = FINISHED.matcher(line);
            if (done.find()) {
                finished.add(done.group(1));
            }
        }
        return new RecoveryLog(checkpoint, offsets, repeated, finished);
    }
}
