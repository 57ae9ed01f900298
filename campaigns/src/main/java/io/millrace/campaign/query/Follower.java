package io.millrace.campaign.query;

import io.millrace.campaign.answer.FoldedRows;
import io.millrace.campaign.answer.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A SELECT STREAM that is read while the tables change, as far as it must to show what is expected. */
final class Follower implements AutoCloseable {
    private final Statement statement;
    private final ResultSet changes;
    private final FoldedRows rows;

    /** @param statement closed with this */
    Follower(Statement statement, String query, int columns) throws SQLException {
        this.statement = statement;
        this.changes = statement.executeQuery("SELECT STREAM * FROM (" + query + ") AS followed");
        this.rows = new FoldedRows(columns);
    }

    Statement statement() {
        return statement;
    }

    /** Reads on until the rows are those; what is wrong if they never are. */
    Optional<String> reach(Rows expected) {
        Optional<String> difference = rows.rows().difference(expected);
        try {
            while (difference.isPresent()) {
                if (!changes.next()) {
                    return Optional.of("ended, with " + difference.get());
                }
                String wrong = rows.add(changes);
                if (!wrong.isEmpty()) {
                    return Optional.of(wrong);
                }
                difference = rows.rows().difference(expected);
            }
        } catch (SQLException e) {
            return Optional.of(difference.orElse("") + " " + e.getSQLState() + " " + e.getMessage());
        }
        return Optional.empty();
    }

    @Override
    public void close() throws SQLException {
        changes.close();
        statement.close();
    }
}
