package io.ordermonitor.cycle;

/** The ten steps by name and number. */
enum StepName {
    FETCH(1, "fetch broker data"),
    PNL(2, "PnL"),
    UPDATE(3, "update orders"),
    EXITS(4, "place SL/TP"),
    ENTRIES(5, "modify entries"),
    STOPS(6, "modify SLs"),
    REJECTED(7, "delete rejected"),
    REGENERATE(8, "regenerate entries"),
    PLACE(9, "place regenerated"),
    REPORT(10, "report errors");

    private final int number;
    private final String title;

    StepName(int number, String title) {
        this.number = number;
        this.title = title;
    }

    /** 1 to 10. */
    int number() {
        return number;
    }

    /** What people call it. */
    String title() {
        return title;
    }

    /** True for the steps that a cycle in flight still takes at a shutdown: what has filled gets its stop. */
    boolean leadsToProtection() {
        return number <= EXITS.number || this == STOPS;
    }

    /** True for the steps that work on stop-losses, which start even past the deadline. */
    boolean protects() {
        return this == EXITS || this == STOPS;
    }
}
