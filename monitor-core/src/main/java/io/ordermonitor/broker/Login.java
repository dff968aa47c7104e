package io.ordermonitor.broker;

/**
 * The outcome of a login.
 *
 * @param ok true if a new session stands
 * @param reason why not, "" if it does
 */
public record Login(boolean ok, String reason) {}
