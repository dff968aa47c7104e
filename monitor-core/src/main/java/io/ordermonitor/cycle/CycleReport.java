package io.ordermonitor.cycle;

import io.ordermonitor.message.Message.OrderLine;
import io.ordermonitor.message.Message.OrderUpdate;
import io.ordermonitor.message.Message.PnlTotals;
import io.ordermonitor.message.Message.StepLine;
import io.ordermonitor.message.Message.StepOutcome;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one cycle did: the loop tells it to the user.
 *
 * @param steps all ten, in order
 * @param findings what step 10 reports: empty if no error occurred
 * @param updates one per managed order whose visible state changed, and per leg placed, modified or cancelled
 * @param followUp accounts on which something protective is unsettled, suspected, rejected or waiting for a cancel
 */
public record CycleReport(
        long userId,
        long number,
        CycleScope.Kind kind,
        List<StepLine> steps,
        List<Finding> findings,
        List<OrderUpdate> updates,
        PnlTotals pnl,
        List<OrderLine> orders,
        Set<Long> followUp,
        Instant startedAt,
        Instant endedAt) {
    public CycleReport {
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
        updates = List.copyOf(updates);
        orders = List.copyOf(orders);
        followUp = Set.copyOf(followUp);
    }

    /** True if all that the brokers report is stored: steps 1 to 3 succeeded, and no account was left out. */
    public boolean isBooked() {
        boolean done = steps.stream()
                .filter(line -> line.step() <= StepName.UPDATE.number())
                .allMatch(line -> line.outcome() == StepOutcome.DONE);
        return done && findings.stream().noneMatch(f -> f.step() == StepName.FETCH.number() && f.accountId() != 0);
    }

    /** What the database did to step 1 or 2, so that nothing after them ran; empty if it did nothing of the kind. */
    public Optional<Finding> blinding() {
        return findings.stream()
                .filter(f -> f.code() == Code.DATABASE && f.accountId() == 0)
                .filter(f -> f.step() == StepName.FETCH.number() || f.step() == StepName.PNL.number())
                .findFirst();
    }
}
