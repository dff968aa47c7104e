package io.ordermonitor.testkit.simulation;

/** What a simulated day is held to. The names are those of the project's list of invariants. */
public enum Invariant {
    I1("after a clean cycle the live stops of an order cover its open quantity"),
    I2("no leg's live exits exceed the open quantity"),
    I3("where nothing is open no exit lives"),
    I4("exits that filled beyond their entry raise an alarm, and no more than the excess is flattened, once"),
    I5("a filled unit has its stop within a cycle, or the user is told"),
    I6("one live order for each slice of a leg, none above the freeze quantity"),
    I7("a refused stop is tried again by the rule, and never in silence"),
    I8("what the orders hold open is what the account holds"),
    P1("a tag stands for one order at the broker"),
    P2("an intent is committed before its request leaves"),
    P3("tags are well formed and told by order, leg and number"),
    P4("what is unknown is not sent again until it is proved absent"),
    P5("no entry reaches the broker twice"),
    P6("nothing is written on a failed read, or on one older than the last write to the leg"),
    P7("one writer: a user's cycles never overlap, and who lost him writes no more"),
    P8("steps run in order, each on what this cycle has read"),
    S1("a filled quantity never falls and never exceeds the total"),
    S2("what has ended stays so, or an alarm says that it changed"),
    S3("a cancelled or expired order keeps what it filled"),
    S4("an unknown status is live: nothing is placed beside it, nothing written to it"),
    S5("nothing is written to an order while a write to it is pending"),
    S6("a change of state is one transaction: row, outcome and history together"),
    S7("the same book read twice changes nothing"),
    M1("entries and stops follow only a fair price that is fresh and beyond them"),
    M2("a modification changes something by a tick or more, and its count stays below the cap"),
    M3("a stop moves away from the market no further than its rule says"),
    M4("prices are on the tick, within the band, and on the right side"),
    M5("what is replaced is seen ended before its successor is placed"),
    R1("a rejected order leaves the work table only into the archive"),
    R2("regeneration needs the permission, a reason worth it, and an attempt left"),
    R3("a regenerated order has an id of its own, a link to the old one, and no more units"),
    R4("what lives or has filled of a rejected entry is not regenerated"),
    L1("writes and reads of an account keep to its limits"),
    L2("no entry is sent while entries are stopped"),
    L3("nothing is written out of session, and no entry after its time"),
    L4("an account that fails does not keep another one from its stops, and is reported"),
    L5("a login follows only the answer that the session has ended, one at a time"),
    C1("a quiet world is left alone"),
    C2("what is stored is what the exchange has, whatever crashed"),
    C3("the order of rows and accounts does not matter"),
    C4("when all faults are over everything is settled soon"),
    F1("what is left open is the net quantity, and all that was traded is matched or left"),
    F2("realised and open value add up to what was paid and got"),
    F3("realised is what unit by unit, first in and first out, comes to"),
    F4("money is decimal"),
    T1("what went wrong in a cycle is told once"),
    T2("what is told as done is stored"),
    T3("each write has its entry in the audit with request, reply and cause"),
    OBSERVE("nothing is written to an account that is only observed"),
    OTHERS("nothing of one user is read, written or sent for another");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    /** What is to hold. */
    public String sentence() {
        return sentence;
    }
}
