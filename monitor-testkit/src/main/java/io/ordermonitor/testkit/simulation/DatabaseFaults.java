package io.ordermonitor.testkit.simulation;

import java.sql.SQLException;

/** What befalls the database of a simulated day, whatever process asks. Thread-safe. */
final class DatabaseFaults {
    /** What becomes of a statement or a commit. */
    enum Fate {
        WORKS,
        /** The connection is gone before it is carried out. */
        FAILS,
        /** It is carried out, and then the connection is gone. */
        LOSES_REPLY
    }

    private int failsAfter = -1;
    private int losesAfter = -1;
    private boolean down;

    /** The statement or commit after so many fails. */
    synchronized void failAfter(int statements) {
        failsAfter = statements;
    }

    /** The answer of the statement or commit after so many is lost. */
    synchronized void loseReplyAfter(int statements) {
        losesAfter = statements;
    }

    synchronized void outage() {
        down = true;
    }

    synchronized void restore() {
        down = false;
        failsAfter = -1;
        losesAfter = -1;
    }

    /** A connection is asked for. */
    synchronized void connect() throws SQLException {
        if (down) {
            throw gone("the database does not answer");
        }
    }

    /** What becomes of a statement or commit that begins. */
    synchronized Fate next() {
        boolean fails = failsAfter == 0;
        boolean loses = losesAfter == 0;
        failsAfter = Math.max(-1, failsAfter - 1);
        losesAfter = Math.max(-1, losesAfter - 1);
        return down || fails ? Fate.FAILS : loses ? Fate.LOSES_REPLY : Fate.WORKS;
    }

    static SQLException gone(String why) {
        return new SQLException(why + ", as planned", "08006");
    }
}
