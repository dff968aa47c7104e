package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.ManagedOrder;
import java.util.ArrayList;
import java.util.List;

/** Tells the story of one order: what was sent for it, what stands at the exchange, what is stored. */
record Story(DayPlan plan, StoredDay stored, PaperExchange exchange, Ledger ledger, LineLog log) {
    List<String> of(Violation violation) {
        List<String> lines = new ArrayList<>();
        long order = violation.orderId();
        lines.add("what went over the line:");
        for (LineLog.Sent sent : log.writes()) {
            boolean concerned = order == 0
                    ? sent.accountId() == violation.accountId()
                    : ledger.placement(sent.tag())
                            .filter(one -> one.orderId() == order)
                            .isPresent();
            if (concerned) {
                lines.add("  " + sent.startedAt() + " " + sent.kind() + " " + sent.ask() + " -> " + sent.result());
            }
        }
        lines.add("what stands at the exchange:");
        for (BrokerOrder row : exchange.book(violation.accountId())) {
            boolean concerned = order == 0
                    || row.tag().isEmpty()
                    || ledger.placement(row.tag())
                            .filter(one -> one.orderId() == order)
                            .isPresent();
            if (concerned) {
                lines.add("  " + row);
            }
        }
        lines.add("what is stored:");
        for (ManagedOrder one : plan.orders(stored)) {
            if (order == 0 || one.id() == order) {
                lines.add("  " + one);
            }
        }
        if (order != 0) {
            lines.add("what was done for it:");
            stored.history(order).forEach(entry -> lines.add("  " + entry));
        }
        return lines;
    }
}
