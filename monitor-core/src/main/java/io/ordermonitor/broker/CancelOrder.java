package io.ordermonitor.broker;

/** Ends what is left of a live order. */
public record CancelOrder(String tag, String brokerOrderId) {}
