package io.millrace.connector.nexmark;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The channels of bids and the address each belongs to: four hot ones first, then {@code channel-0} to
 * {@code channel-9999}. Nine of ten ordinary addresses name their channel.
 *
 * <p><b>Threading:</b> immutable.
 */
final class Channels {
    static final int HOT = 4;
    static final int ORDINARY = 10_000;

    private static final List<String> HOT_NAMES = List.of("Google", "Facebook", "Baidu", "Apple");
    private static final int URL_SEGMENTS = 3;

    private final Words names;
    private final Words urls;

    Channels(long seed) {
        Letters letters = new Letters(seed, 0);
        List<String> nameList = new ArrayList<>(HOT_NAMES);
        List<String> urlList = new ArrayList<>();
        for (int channel = -HOT; channel < ORDINARY; channel++) {
            long key = Hash.key(~seed, channel);
            String url = baseUrl(letters, key);
            if (channel >= 0) {
                nameList.add("channel-" + channel);
                boolean named = Hash.below(10, Hash.of(key, URL_SEGMENTS)) > 0;
                url = named ? url + "&channel_id=" + Math.abs((long) Integer.reverse(channel)) : url;
            }
            urlList.add(url);
        }
        names = Words.of(nameList);
        urls = Words.of(urlList);
    }

    Words names() {
        return names;
    }

    Words urls() {
        return urls;
    }

    private static String baseUrl(Letters letters, long key) {
        StringBuilder url = new StringBuilder("https://www.nexmark.com/");
        byte[] segment = new byte[8];
        for (int i = 0; i < URL_SEGMENTS; i++) {
            long bits = Hash.of(key, i);
            int length = letters.copy(bits, 3 + (int) (bits >>> 63), segment, 0);
            url.append(new String(segment, 0, length, StandardCharsets.US_ASCII))
                    .append('/');
        }
        return url.append("item.htm?query=1").toString();
    }
}
