package io.ordermonitor.connection;

import io.ordermonitor.loop.Audience;

/** The close codes that the manager itself gives; the wire description lists all. */
public final class CloseCodes {
    public static final int NORMAL = 1000;
    public static final int RESTART = 1012;
    public static final int NOT_VALID = 4400;
    public static final int TOO_MANY = 4409;
    public static final int OUTSIDE_HOURS = Audience.OUTSIDE_HOURS;
    public static final int FAILED = 4500;
    public static final int TOO_SLOW = 4508;

    private CloseCodes() {}
}
