package io.ordermonitor.netty.server.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a day came to: cycles, errors and regenerated entries by the monitor, profit and loss as it computes it; orders,
 * fills, rejections and what is wrong by the exchange's own books.
 *
 * @param ordered units that each managed order was to enter
 */
record DaySummary(
        LocalDate day,
        ExchangeAudit.Tally tally,
        ExchangeAudit.Books books,
        Map<Long, Integer> ordered,
        int regenerated,
        BigDecimal realisedPnl) {

    /** Why the day was not as it must be; "" if it was. */
    String complaint() {
        StringBuilder wrong = new StringBuilder();
        if (tally.unprotectedCycles() > 0) {
            wrong.append(tally.unprotectedCycles()).append(" cycles left filled units without a stop; ");
        }
        if (books.duplicates() > 0) {
            wrong.append(books.duplicates()).append(" orders were placed twice; ");
        }
        if (tally.overprotectedCycles() > 0) {
            wrong.append(tally.overprotectedCycles()).append(" cycles left stops that protect nothing; ");
        }
        if (books.untold() > 0) {
            wrong.append(books.untold()).append(" orders came under tags that nobody told of; ");
        }
        if (books.orders() == 0 || books.openQuantity() != 0) {
            wrong.append(books.orders())
                    .append(" orders, ")
                    .append(books.openQuantity())
                    .append(" units open at the close; ");
        }
        books.entered().forEach((order, units) -> {
            if (units > ordered.getOrDefault(order, 0)) {
                wrong.append("order ")
                        .append(order)
                        .append(" entered ")
                        .append(units)
                        .append(" units, more than ordered; ");
            }
        });
        if (books.openQuantity() == 0 && realisedPnl.compareTo(books.cashFlow()) != 0) {
            wrong.append("profit and loss ")
                    .append(realisedPnl)
                    .append(" differs from the cash flow ")
                    .append(books.cashFlow())
                    .append("; ");
        }
        return wrong.toString();
    }

    /** The fields of the line that is printed. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event", "day_summary");
        fields.put("cycles", tally.cycles());
        fields.put("orders", books.orders());
        fields.put("fills", books.fills());
        fields.put("rejected", books.rejected());
        fields.put("regenerated", regenerated);
        fields.put("errors", tally.errors());
        fields.put("realised_pnl", realisedPnl.toPlainString());
        fields.put("open_quantity", books.openQuantity());
        fields.put("unprotected_cycles", tally.unprotectedCycles());
        fields.put("duplicate_orders", books.duplicates());
        return fields;
    }
}
