package io.ordermonitor.connection;

import io.ordermonitor.loop.Audience;

/** The close codes that we give, beside those that RFC 6455 gives for faults of frames. */
public final class CloseCodes {
    /** Asked for by either side. */
    public static final int NORMAL = 1000;

    /** The server stops or restarts: come back. */
    public static final int RESTART = 1012;

    /** The client's request or message is not valid. */
    public static final int NOT_VALID = 4400;

    /** No token, or none that is good: bring another. */
    public static final int NO_GOOD_TOKEN = 4401;

    /** The token is another user's. */
    public static final int OTHERS_TOKEN = 4403;

    /** The user has as many connections as allowed. */
    public static final int TOO_MANY = 4409;

    /** Outside connection hours: the message before it says when to come back. */
    public static final int OUTSIDE_HOURS = Audience.OUTSIDE_HOURS;

    /** The server failed. */
    public static final int FAILED = 4500;

    /** The client answered no pings. */
    public static final int SILENT = 4504;

    /** The client reads too slowly. */
    public static final int TOO_SLOW = 4508;

    private CloseCodes() {}
}
