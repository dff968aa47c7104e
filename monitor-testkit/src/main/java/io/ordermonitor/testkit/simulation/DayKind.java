package io.ordermonitor.testkit.simulation;

/** Which part of trading a simulated day shows. */
public enum DayKind {
    /** From five minutes after the opening on, far from the close unless the day is long. */
    MIDDLE,
    /** The end of a day: entries of MIS end, the broker squares off, sessions close, DAY orders expire. */
    CLOSE,
    /** The end of a day and, after the night and a holiday, the morning of the next: positions are carried. */
    OVERNIGHT,
    /** As MIDDLE; an account is only observed at first, and armed later. */
    OBSERVED
}
