package io.millrace.connector.filesystem;

import io.millrace.spi.connector.WriterContext;
import java.nio.charset.StandardCharsets;

/**
 * Names of the files of one query. Any character of the query's name but ASCII letters, digits, {@code _} and {@code .} is
 * written as {@code %} and two digits for each byte, so that no query's files are taken for another's.
 */
final class PartNames {
    private static final String IN_PROGRESS = ".inprogress";
    private static final String PREPARED = ".prepared";

    private final String query;
    private final String extension;

    PartNames(String query, String extension) {
        this.query = encode(query);
        this.extension = extension;
    }

    /** What every hidden file of rows of this query begins with. */
    String inProgressPrefix() {
        return ".part-" + query + "-";
    }

    String inProgress(WriterContext context, int count) {
        return inProgressPrefix() + context.timeline() + "-" + context.generation() + "-" + context.task() + "-" + count
                + IN_PROGRESS;
    }

    /** The name of a file that is complete and waits for its checkpoint. */
    String prepared(String inProgress, long epoch) {
        return inProgress.substring(0, inProgress.length() - IN_PROGRESS.length()) + "-" + epoch + PREPARED;
    }

    boolean isHidden(String name) {
        return name.startsWith(inProgressPrefix()) && (name.endsWith(IN_PROGRESS) || name.endsWith(PREPARED));
    }

    /** The file that says what was committed last, and which prepared files that was. */
    String committed() {
        return ".committed-" + query;
    }

    /** @param copy 0, or more if the name is taken already, by an earlier query of the same name */
    String visible(long timeline, long epoch, int task, int copy) {
        return "part-" + query + "-" + timeline + "-" + epoch + "-" + task + (copy == 0 ? "" : "-" + copy) + "."
                + extension;
    }

    private static String encode(String query) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : query.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (plain || b == '_' || b == '.') {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }
}
