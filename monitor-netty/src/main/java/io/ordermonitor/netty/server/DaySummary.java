package io.ordermonitor.netty.server;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a day came to: cycles, errors and regenerated entries by the monitor, profit and loss as it computes it; orders,
 * fills, rejections and what is wrong by the exchange's own books.
 */
record DaySummary(
        LocalDate day, ExchangeAudit.Tally tally, ExchangeAudit.Books books, int regenerated, BigDecimal realisedPnl) {

    /** Why the day was not as it must be; "" if it was. */
    String complaint() {
        StringBuilder wrong = new StringBuilder();
        if (tally.unprotectedCycles() > 0) {
            wrong.append(tally.unprotectedCycles()).append(" cycles left filled units without a stop; ");
        }
        if (books.duplicates() > 0) {
            wrong.append(books.duplicates()).append(" orders were placed twice; ");
        }
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
