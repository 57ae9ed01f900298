package io.millrace.server.cli.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Where the demonstration is shown: redrawn in a terminal, line by line elsewhere. */
final class Screen {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

    private final PrintWriter out;
    private final boolean live;

    private Screen(PrintWriter out, boolean live) {
        this.out = out;
        this.live = live;
    }

    static Screen on(PrintWriter out) {
        String term = System.getenv().getOrDefault("TERM", "dumb");
        return new Screen(out, System.console() != null && !term.equals("dumb"));
    }

    boolean isLive() {
        return live;
    }

    void say(String text) {
        out.println(text);
        out.flush();
    }

    void show(Snapshot now, Snapshot before, double elapsed, int seconds, String news) {
        long rate = before.nanos() == 0
                ? 0
                : Math.max(0, (long) ((now.rowsIn() - before.rowsIn()) * 1e9 / (now.nanos() - before.nanos())));
        String status = String.format(
                Locale.ROOT,
                "%2.0f of %d s   %s rows read   %s rows/s   last checkpoint: %s",
                elapsed,
                seconds,
                number(now.rowsIn()),
                number(rate),
                now.checkpoint());
        StringBuilder text = new StringBuilder();
        if (live) {
            text.append(HOME_AND_CLEAR).append(status).append("\n\n");
            table(text, "hot_auctions: bids in windows of 10 s, every 2 s", now.hotAuctions());
            table(text, "channels: all bids", now.channels());
            table(text, "sellers: auctions by the seller's state (a join)", now.sellers());
            text.append(news).append('\n');
        } else {
            text.append(status).append('\n');
            line(text, "  hot_auctions", now.hotAuctions());
            line(text, "  channels    ", now.channels());
            line(text, "  sellers     ", now.sellers());
            if (!news.isEmpty()) {
                text.append(news).append('\n');
            }
        }
        out.print(text);
        out.flush();
    }

    private static void line(StringBuilder text, String name, Snapshot.Table table) {
        text.append(name).append(": ");
        for (int i = 0; i < Math.min(3, table.rows().size()); i++) {
            text.append(i == 0 ? "" : " | ")
                    .append(String.join(" ", table.rows().get(i)));
        }
        text.append('\n');
    }

    private static void table(StringBuilder text, String title, Snapshot.Table table) {
        text.append(title).append('\n');
        int[] widths = new int[table.names().size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = table.names().get(i).length();
            for (List<String> row : table.rows()) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        row(text, table.names(), widths);
        table.rows().forEach(row -> row(text, row, widths));
        text.append("\n".repeat(Math.max(1, 6 - table.rows().size())));
    }

    private static void row(StringBuilder text, List<String> values, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            text.append("  ")
                    .append(values.get(i))
                    .append(" ".repeat(widths[i] - values.get(i).length()));
        }
        text.append('\n');
    }

    /** {@code 1,234,567}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
