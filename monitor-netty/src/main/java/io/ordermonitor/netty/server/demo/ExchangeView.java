package io.ordermonitor.netty.server.demo;

import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.broker.paper.PaperFill;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Product;
import java.util.List;

/** The exchange's own books, as the audit reads them. */
interface ExchangeView {
    /** Today's orders of an account, in the order of placement. */
    List<BrokerOrder> book(long accountId);

    /** Today's fills of an account, oldest first. */
    List<PaperFill> fills(long accountId);

    static ExchangeView of(PaperExchange exchange) {
        return new ExchangeView() {
            @Override
            public List<BrokerOrder> book(long accountId) {
                return exchange.book(accountId);
            }

            @Override
            public List<PaperFill> fills(long accountId) {
                return exchange.fills(accountId);
            }
        };
    }

    /** Within what positions are netted. */
    record Key(long accountId, InstrumentId instrument, Product product) {}
}
