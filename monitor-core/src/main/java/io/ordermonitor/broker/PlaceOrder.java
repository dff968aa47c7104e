package io.ordermonitor.broker;

import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;

/** A new DAY order under our tag. */
public record PlaceOrder(String tag, InstrumentId instrument, Side side, Product product, OrderTerms terms) {}
