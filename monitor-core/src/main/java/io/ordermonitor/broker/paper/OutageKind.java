package io.ordermonitor.broker.paper;

/** What an outage of a paper account does to writes. Reads fail in either case. */
public enum OutageKind {
    /** The write never arrives; its caller does not learn that. */
    NOT_APPLIED,
    /** The write is done and its reply is lost. */
    REPLY_LOST
}
