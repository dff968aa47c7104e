package io.ordermonitor.cycle;

/** The ten steps by name and number. */
public enum StepName {
    FETCH("fetch broker data"),
    PNL("PnL"),
    UPDATE("update orders"),
    EXITS("place SL/TP"),
    ENTRIES("modify entries"),
    STOPS("modify SLs"),
    REJECTED("delete rejected"),
    REGENERATE("regenerate entries"),
    PLACE("place regenerated"),
    REPORT("report errors");

    private final String title;

    StepName(String title) {
        this.title = title;
    }

    /** 1 to 10. */
    public int number() {
        return ordinal() + 1;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** True for the steps that work on stop-losses, which start even past the deadline. */
    boolean protects() {
        return this == EXITS || this == STOPS;
    }
}
