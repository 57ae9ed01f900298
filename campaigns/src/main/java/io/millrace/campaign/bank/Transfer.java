package io.millrace.campaign.bank;

import java.util.List;

/** Moves an amount between two accounts, and says so in a table: three statements that are one batch. */
record Transfer(long id, int source, int target, long amount) {
    List<String> statements() {
        return List.of(
                "UPDATE account SET balance = balance - " + amount + " WHERE id = " + source,
                "UPDATE account SET balance = balance + " + amount + " WHERE id = " + target,
                "INSERT INTO transfer VALUES (" + id + ", " + source + ", " + target + ", " + amount + ")");
    }

    String line() {
        return id + " " + source + " " + target + " " + amount;
    }
}
