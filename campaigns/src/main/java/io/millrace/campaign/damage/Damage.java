package io.millrace.campaign.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What can happen to a file while nobody looks. */
public enum Damage {
    /** One byte gets another value. */
    BYTE_CHANGED {
        @Override
        byte[] of(byte[] content, Random random) {
            return changed(content, random.nextInt(content.length), random);
        }
    },
    /** Everything from some byte on is gone. */
    CUT {
        @Override
        byte[] of(byte[] content, Random random) {
            return Arrays.copyOf(content, random.nextInt(content.length));
        }
    },
    /** A sector reads as zeros. */
    ZEROS {
        @Override
        byte[] of(byte[] content, Random random) {
            int from = random.nextInt(content.length) / SECTOR_BYTES * SECTOR_BYTES;
            byte[] zeroed = content.clone();
            Arrays.fill(zeroed, from, Math.min(content.length, from + SECTOR_BYTES), (byte) 0);
            return zeroed;
        }
    },
    /** Bytes that nobody wrote stand at the end. */
    APPENDED {
        @Override
        byte[] of(byte[] content, Random random) {
            byte[] longer = Arrays.copyOf(content, content.length + 1 + random.nextInt(2 * SECTOR_BYTES));
            for (int i = content.length; i < longer.length; i++) {
                longer[i] = (byte) random.nextInt();
            }
            return longer;
        }
    },
    /** The file is there and holds nothing. */
    EMPTIED {
        @Override
        byte[] of(byte[] content, Random random) {
            return new byte[0];
        }
    },
    /** The file is not there. */
    DELETED {
        @Override
        public void to(Path file, Random random) throws IOException {
            Files.delete(file);
        }
    },
    /** Its folder holds nothing any more. */
    FOLDER_EMPTIED {
        @Override
        public void to(Path file, Random random) throws IOException {
            Path folder = file.getParent();
            try (Stream<Path> paths = Files.walk(folder)) {
                List<Path> deepestFirst = paths.filter(path -> !path.equals(folder))
                        .sorted((a, b) -> b.compareTo(a))
                        .toList();
                for (Path path : deepestFirst) {
                    Files.delete(path);
                }
            }
        }
    };

    private static final int SECTOR_BYTES = 512;

    byte[] of(byte[] content, Random random) {
        throw new UnsupportedOperationException(name());
    }

    /** Does it to a file that holds something. */
    public void to(Path file, Random random) throws IOException {
        byte[] content = Files.readAllBytes(file);
        // A file may be a link to one that a second folder holds: this one alone is to be damaged.
        Files.delete(file);
        Files.write(file, of(content, random));
    }

    static byte[] changed(byte[] content, int position, Random random) {
        byte[] changed = content.clone();
        changed[position] ^= (byte) (1 + random.nextInt(255));
        return changed;
    }
}
