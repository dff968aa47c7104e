package io.ordermonitor.testkit.simulation;

/** What a {@link Simulation} lets go wrong. */
public enum FaultKind {
    /** A write is done and its reply is lost. */
    REPLY_LOST_AFTER,
    /** A write is lost on its way; nobody knows. */
    REPLY_LOST_BEFORE,
    /** A write whose reply is lost is done some time later. */
    LATE_ARRIVAL,
    /** A call is turned away for being one too many. */
    RATE_LIMITED,
    /** A write is not sent. */
    NOT_SENT,
    /** A read's answer makes no sense. */
    READ_INVALID,
    /** Reads and writes of an account find nobody for a while. */
    OUTAGE,
    /** Writes are done, replies and reads are lost for a while. */
    DEAF,
    /** A session ends; a login mends it. */
    SESSION_EXPIRED,
    /** A session ends, and no login mends it for a while. */
    NEEDS_LOGIN,
    /** The order book shows an earlier state for a while. */
    BOOK_LAG,
    /** One read shows a row twice. */
    DUPLICATE_ROW,
    /** One read lacks a row. */
    MISSING_ROW,
    /** One read shows less filled than there was. */
    LOWER_FILLED,
    /** One read shows fills without a price. */
    NO_AVERAGE,
    /** One read shows a status that nobody knows. */
    UNKNOWN_STATUS,
    /** One read has a row that cannot be understood. */
    QUARANTINED_ROW,
    /** One read has its rows in another order. */
    SHUFFLED_ROWS,
    /** A person sells or buys at the broker's terminal. */
    TRADE_BY_HAND,
    /** A person, or the exchange, cancels one of our orders. */
    CANCEL_BY_HAND,
    /** An answer says that all is well and carries an error; the write was done or not. */
    ERROR_BODY,
    /** Another login ends the session just as a write arrives. */
    TOKEN_KILLED,
    /** A stop is refused since its trigger is on the wrong side, at once or in the book, at times in all its slices. */
    STOP_REFUSED,
    /** One slice of an order that has several is refused. */
    SLICE_REFUSED,
    /** An entry, a stop or a target that was accepted is rejected by the exchange's risk system in the book. */
    TURNED_DOWN,
    /** An order takes no more modifications. */
    MODIFY_REFUSED,
    /** An order fills, in part or whole, while its cancellation is under way. */
    FILL_DURING_CANCEL,
    /** An order fills, in part or whole, between the read and the modification that follows from it. */
    FILL_BEFORE_MODIFY,
    /** An order that was shown as cancelled fills, in part or whole. */
    FILL_AFTER_CANCEL,
    /** The exchange fills an order in part and cancels its rest. */
    CANCELLED_AFTER_PARTIAL,
    /** One read of the book says that it is complete and has no rows. */
    EMPTY_BOOK,
    /** A read of the positions says that it is complete and has no rows, at times once more soon after. */
    EMPTY_POSITIONS,
    /** One read of the positions has a row that cannot be understood. */
    QUARANTINED_POSITION,
    /** Positions cannot be read for a while; the book can. */
    POSITIONS_FAIL,
    /** Positions show an earlier state for a while; the book does not. */
    POSITIONS_LAG,
    /** A read takes long. */
    SLOW_READ,
    /** Order events come late, twice and out of order for a while. */
    EVENTS_ASTRAY,
    /** An instrument does not trade for a while, and nothing is taken in it. */
    HALT,
    /** An instrument jumps to its price band and stays there for a while. */
    PRICE_BAND,
    /** The clock of the process jumps ahead or back by seconds, and returns a while later. */
    CLOCK_JUMPS,
    /** What the process does is stopped in the middle by an error, at a statement or call; the process lives on. */
    LOOP_STOPPED,
    /** Another process takes the place of one that goes on and believes that it serves. */
    TWO_BELIEVE,
    /** The process is killed at a statement or call. */
    CRASH,
    /** The process stands still at a statement for a while, shorter than its lease. */
    PAUSE,
    /** The process stands still past its lease, and another one takes its place meanwhile. */
    TAKEOVER,
    /** The process stands still past its lease, nobody takes its place, and it has the lease again a while later. */
    LEASE_LAPSES,
    /** A statement fails. */
    DATABASE_FAILS,
    /** A statement is carried out and its answer is lost. */
    DATABASE_LOSES_REPLY,
    /** No statement works for a while. */
    DATABASE_OUTAGE,
    /** All connections of the user go and come. */
    RECONNECT
}
