package io.millrace.campaign.point;

/** What is done to a file, under the name it has afterwards. */
enum Operation {
    /** It is opened to be read. */
    READ,
    /** It comes to be, as a new file, a copy or a link. */
    CREATE,
    WRITE,
    SYNC,
    /** It gets this name. */
    MOVE,
    DELETE
}
