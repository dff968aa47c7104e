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
