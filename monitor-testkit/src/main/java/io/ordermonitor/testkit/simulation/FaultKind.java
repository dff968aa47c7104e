package io.ordermonitor.testkit.simulation;

import java.math.BigDecimal;
import java.time.Duration;

/** What a {@link Simulation} lets go wrong. */
public enum FaultKind {
    REPLY_LOST_AFTER("a write is done and its reply is lost"),
    REPLY_LOST_BEFORE("a write is lost on its way; nobody knows"),
    LATE_ARRIVAL("a write whose reply is lost is done late", "after"),
    RATE_LIMITED("a call is turned away for being one too many"),
    NOT_SENT("a write is not sent"),
    READ_INVALID("a read's answer makes no sense"),
    OUTAGE("reads and writes of an account find nobody", "for"),
    DEAF("writes are done, replies and reads are lost", "for"),
    SESSION_EXPIRED("a session ends; a login mends it"),
    NEEDS_LOGIN("a session ends, and no login mends it", "for"),
    BOOK_LAG("the order book is behind what stands at the exchange", "by"),
    DUPLICATE_ROW("one read shows a row twice"),
    MISSING_ROW("one read lacks a row"),
    LOWER_FILLED("one read shows less filled than there was"),
    NO_AVERAGE("one read shows fills without a price"),
    UNKNOWN_STATUS("one read shows a status that nobody knows"),
    QUARANTINED_ROW("one read has a row that cannot be understood"),
    SHUFFLED_ROWS("one read has its rows in another order"),
    TRADE_BY_HAND("a person sells or buys at the broker's terminal"),
    CANCEL_BY_HAND("a person, or the exchange, cancels one of our orders"),
    ERROR_BODY("an answer says that all is well and carries an error; the write was done or not"),
    TOKEN_KILLED("another login ends the session just as a write arrives"),
    STOP_REFUSED(
            "a stop is refused since its trigger is on the wrong side, at once or in the book, at times in all its slices"),
    SLICE_REFUSED("one slice of an order that has several is refused"),
    TURNED_DOWN("an entry, a stop or a target that was accepted is rejected by the exchange's risk system in the book"),
    MODIFY_REFUSED("an order takes no more modifications"),
    FILL_DURING_CANCEL("an order fills, in part or whole, while its cancellation is under way"),
    FILL_BEFORE_MODIFY("an order fills, in part or whole, between the read and the modification that follows from it"),
    FILL_AFTER_CANCEL("an order that was shown as cancelled fills, in part or whole"),
    CANCELLED_AFTER_PARTIAL("the exchange fills an order in part and cancels its rest"),
    EMPTY_BOOK("one read of the book says that it is complete and has no rows"),
    EMPTY_POSITIONS("a read of the positions says that it is complete and has no rows, at times once more soon after"),
    QUARANTINED_POSITION("one read of the positions has a row that cannot be understood"),
    POSITIONS_FAIL("positions cannot be read, and the book can", "for"),
    POSITIONS_LAG("the positions are behind what stands at the exchange; the book is not", "by"),
    SLOW_READ("a read is slow", "for"),
    EVENTS_ASTRAY("order events come late, twice and out of order", "for"),
    HALT("an instrument does not trade, and nothing is taken in it", "for"),
    PRICE_BAND("an instrument jumps to its price band and stays there", "for"),
    CLOCK_JUMPS("the clock of the process is ahead or back by seconds", "for"),
    LOOP_STOPPED(
            "what the process does is stopped in the middle by an error, at a statement or call; the process lives on"),
    TWO_BELIEVE("another process takes the place of one that goes on and believes that it serves", "for"),
    CRASH("the process is killed at a statement or call, and another one starts", "after"),
    PAUSE("the process stands still at a statement, shorter than its lease", "for"),
    TAKEOVER("the process stands still past its lease, and another one takes its place meanwhile", "for"),
    LEASE_LAPSES(
            "the process stands still past its lease, nobody takes its place, and it has the lease again later", "for"),
    DATABASE_FAILS("a statement fails"),
    DATABASE_LOSES_REPLY("a statement is carried out and its answer is lost"),
    DATABASE_OUTAGE("no statement works", "for"),
    RECONNECT("all connections of the user go and come");

    private final String sentence;
    private final String lasts;

    FaultKind(String sentence) {
        this(sentence, "");
    }

    /** @param lasts how its duration follows what happens, "" if it has none */
    FaultKind(String sentence, String lasts) {
        this.sentence = sentence;
        this.lasts = lasts;
    }

    /** What happens, in a few words. */
    public String sentence() {
        return sentence;
    }

    /** How long one lasts, or comes late, for the end of a sentence; "" if that means nothing. */
    String lasting(Duration time) {
        String seconds = time.toSeconds() >= 10
                ? Long.toString(time.toSeconds())
                : BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
        return lasts.isEmpty() ? "" : " " + lasts + " " + seconds + " s";
    }
}
