package io.millrace.campaign.crash;

/** What can befall a server besides being killed. */
enum Trouble {
    /** SIGSTOP, and SIGCONT a while later. */
    STOPPED_AND_CONTINUED,
    /** SIGSTOP, and killed before it goes on. */
    STOPPED_AND_KILLED,
    /** No byte can be written for a while. */
    DISK_FULL,
    /** It is killed while no byte can be written. */
    DISK_FULL_AND_KILLED,
    /** It is killed, and files of its newest checkpoints are damaged before it starts again. */
    DAMAGED_FILES,
    /** SIGTERM. */
    SHUT_DOWN
}
