package io.ordermonitor.broker;

import io.ordermonitor.order.OrderTerms;

/** New terms for a live order; the quantity is the new total, including what has filled. */
public record ModifyOrder(String tag, String brokerOrderId, OrderTerms terms) {}
