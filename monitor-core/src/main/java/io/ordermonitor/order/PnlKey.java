package io.ordermonitor.order;

/** What profit and loss is matched within. */
public record PnlKey(long accountId, InstrumentId instrument, Product product) {}
