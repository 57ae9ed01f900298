package io.millrace.campaign.tpch;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Rows of TPC-H as CSV, with the domains that the queries' constants are taken from. Not dbgen's rows, but of the same shape.
 *
 * <p><b>Source:</b> TPC Benchmark H, revision 3, clause 4.2. <b>Threading:</b> one thread.
 */
final class TpchData {
    private static final List<String> REGIONS = List.of("AFRICA", "AMERICA", "ASIA", "EUROPE", "MIDDLE EAST");
    /** Names, each with its region. */
    private static final List<String> NATIONS = List.of(
            "ALGERIA 0",
            "ARGENTINA 1",
            "BRAZIL 1",
            "CANADA 1",
            "EGYPT 4",
            "ETHIOPIA 0",
            "FRANCE 3",
            "GERMANY 3",
            "INDIA 2",
            "INDONESIA 2",
            "IRAN 4",
            "IRAQ 4",
            "JAPAN 2",
            "JORDAN 4",
            "KENYA 0",
            "MOROCCO 0",
            "MOZAMBIQUE 0",
            "PERU 1",
            "CHINA 2",
            "ROMANIA 3",
            "SAUDI ARABIA 4",
            "VIETNAM 2",
            "RUSSIA 3",
            "UNITED KINGDOM 3",
            "UNITED STATES 1");

    private static final List<String> COLORS =
            List.of("almond", "forest", "green", "ivory", "navy", "plum", "red", "tan");
    private static final List<String> TYPES_1 = List.of("STANDARD", "SMALL", "MEDIUM", "LARGE", "ECONOMY", "PROMO");
    private static final List<String> TYPES_2 = List.of("ANODIZED", "BURNISHED", "PLATED", "POLISHED", "BRUSHED");
    private static final List<String> TYPES_3 = List.of("TIN", "NICKEL", "BRASS", "STEEL", "COPPER");
    private static final List<String> CONTAINERS_1 = List.of("SM", "LG", "MED", "JUMBO", "WRAP");
    private static final List<String> CONTAINERS_2 = List.of("CASE", "BOX", "BAG", "JAR", "PKG", "PACK", "CAN", "DRUM");
    private static final List<String> SEGMENTS =
            List.of("AUTOMOBILE", "BUILDING", "FURNITURE", "MACHINERY", "HOUSEHOLD");
    private static final List<String> PRIORITIES =
            List.of("1-URGENT", "2-HIGH", "3-MEDIUM", "4-NOT SPECIFIED", "5-LOW");
    private static final List<String> MODES = List.of("REG AIR", "AIR", "RAIL", "SHIP", "TRUCK", "MAIL", "FOB");
    private static final List<String> INSTRUCTIONS =
            List.of("DELIVER IN PERSON", "COLLECT COD", "NONE", "TAKE BACK RETURN");
    private static final LocalDate FIRST_ORDER = LocalDate.of(1992, 1, 1);
    private static final LocalDate CURRENT = LocalDate.of(1995, 6, 17);
    private static final int ORDER_DAYS = 2_405;
    private static final int SUPPLIERS_OF_A_PART = 4;
    private static final int LINES_MAX = 7;

    private final Random random;
    private final int suppliers;
    private final int parts;
    private final int customers;

    /** @param scale 1 is 150,000 customers and 1,500,000 orders */
    TpchData(double scale, long seed) {
        random = new Random(seed);
        suppliers = Math.max(20, (int) (10_000 * scale));
        parts = Math.max(100, (int) (200_000 * scale));
        customers = Math.max(100, (int) (150_000 * scale));
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String cents(long from, long to) {
        return String.format(Locale.ROOT, "%.2f", (from + (long) (random.nextDouble() * (to - from + 1))) / 100.0);
    }

    private String phone(int nation) {
        return String.format(
                Locale.ROOT,
                "%02d-%03d-%03d-%04d",
                nation + 10,
                100 + random.nextInt(900),
                100 + random.nextInt(900),
                1_000 + random.nextInt(9_000));
    }

    /** Writes the tables that do not change into a folder, a file each. */
    void writeBase(Path folder) throws IOException {
        try (PrintWriter regions = open(folder, "region");
                PrintWriter nations = open(folder, "nation");
                PrintWriter supplierRows = open(folder, "supplier");
                PrintWriter customerRows = open(folder, "customer")) {
            for (int i = 0; i < REGIONS.size(); i++) {
                row(regions, i, REGIONS.get(i), "");
            }
            for (int i = 0; i < NATIONS.size(); i++) {
                int split = NATIONS.get(i).lastIndexOf(' ');
                row(
                        nations,
                        i,
                        NATIONS.get(i).substring(0, split),
                        NATIONS.get(i).substring(split + 1),
                        "");
            }
            for (int i = 1; i <= suppliers; i++) {
                int nation = random.nextInt(NATIONS.size());
                String comment = random.nextInt(20) == 0 ? "the Customer has Complaints" : "quick";
                row(
                        supplierRows,
                        i,
                        "Supplier#" + i,
                        "street " + i,
                        nation,
                        phone(nation),
                        cents(-99_999, 999_999),
                        comment);
            }
            for (int i = 1; i <= customers; i++) {
                int nation = random.nextInt(NATIONS.size());
                row(
                        customerRows,
                        i,
                        "Customer#" + i,
                        "road " + i,
                        nation,
                        phone(nation),
                        cents(-99_999, 999_999),
                        any(SEGMENTS),
                        "even");
            }
        }
        writeParts(folder);
    }

    private void writeParts(Path folder) throws IOException {
        try (PrintWriter partRows = open(folder, "part");
                PrintWriter supplies = open(folder, "partsupp")) {
            for (int i = 1; i <= parts; i++) {
                int maker = 1 + random.nextInt(5);
                row(
                        partRows,
                        i,
                        any(COLORS) + " " + any(COLORS),
                        "Manufacturer#" + maker,
                        "Brand#" + maker + (1 + random.nextInt(5)),
                        any(TYPES_1) + " " + any(TYPES_2) + " " + any(TYPES_3),
                        1 + random.nextInt(50),
                        any(CONTAINERS_1) + " " + any(CONTAINERS_2),
                        price(i),
                        "final");
                for (int s = 0; s < SUPPLIERS_OF_A_PART; s++) {
                    row(supplies, i, supplier(i, s), 1 + random.nextInt(9_999), cents(100, 100_000), "bold");
                }
            }
        }
    }

    private String price(int part) {
        return String.format(Locale.ROOT, "%.2f", (90_000 + part / 10 % 20_001 + 100L * (part % 1_000)) / 100.0);
    }

    private int supplier(int part, int number) {
        return (part + number * (suppliers / SUPPLIERS_OF_A_PART) + (part - 1) / suppliers) % suppliers + 1;
    }

    /** Writes orders with these keys and their lines into a folder. */
    void writeOrders(Path folder, int fromKey, int toKey) throws IOException {
        try (PrintWriter orders = open(folder, "orders");
                PrintWriter lines = open(folder, "lineitem")) {
            for (int key = fromKey; key < toKey; key++) {
                writeOrder(orders, lines, key);
            }
        }
    }

    private void writeOrder(PrintWriter orders, PrintWriter lines, int key) {
        LocalDate ordered = FIRST_ORDER.plusDays(random.nextInt(ORDER_DAYS));
        int lineCount = 1 + random.nextInt(LINES_MAX);
        int open = 0;
        // A few orders are large, for the query that looks for those.
        int quantityMin = random.nextInt(50) == 0 ? 45 : 1;
        for (int line = 1; line <= lineCount; line++) {
            int part = 1 + random.nextInt(parts);
            LocalDate shipped = ordered.plusDays(1 + random.nextInt(121));
            LocalDate committed = ordered.plusDays(30 + random.nextInt(61));
            LocalDate received = shipped.plusDays(1 + random.nextInt(30));
            boolean isOpen = shipped.isAfter(CURRENT);
            open += isOpen ? 1 : 0;
            int quantity = quantityMin + random.nextInt(51 - quantityMin);
            row(
                    lines,
                    key,
                    part,
                    supplier(part, random.nextInt(SUPPLIERS_OF_A_PART)),
                    line,
                    quantity,
                    String.format(Locale.ROOT, "%.2f", Double.parseDouble(price(part)) * quantity),
                    "0.0" + random.nextInt(10),
                    "0.0" + random.nextInt(9),
                    received.isAfter(CURRENT) ? "N" : random.nextBoolean() ? "R" : "A",
                    isOpen ? "O" : "F",
                    shipped,
                    committed,
                    received,
                    any(INSTRUCTIONS),
                    any(MODES),
                    "line");
        }
        // A third of the customers never order anything.
        int customer = 1 + random.nextInt(customers);
        row(
                orders,
                key,
                customer % 3 == 0 ? Math.max(1, customer - 1) : customer,
                open == 0 ? "F" : open == lineCount ? "O" : "P",
                cents(100_000, 50_000_000),
                ordered,
                any(PRIORITIES),
                "Clerk#" + random.nextInt(1_000),
                0,
                random.nextInt(20) == 0 ? "some special kind of requests" : "usual");
    }

    private static PrintWriter open(Path folder, String table) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(folder.resolve(table + ".csv")));
    }

    private static void row(PrintWriter out, Object... values) {
        for (int i = 0; i < values.length; i++) {
            out.print(i == 0 ? "" : ",");
            out.print(values[i]);
        }
        out.print('\n');
    }
}
