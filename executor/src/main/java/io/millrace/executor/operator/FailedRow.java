package io.millrace.executor.operator;

/** The cause of an error that one row's content has: which row that was, and where. */
public final class FailedRow extends Exception {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final String row;

    /**
     * @param place the operator, for people
     * @param row its input row, for people
     */
    public FailedRow(String place, String row, Throwable cause) {
        super(place + ": " + row, cause);
        this.place = place;
        this.row = row;
    }

    public String place() {
        return place;
    }

    public String row() {
        return row;
    }
}
