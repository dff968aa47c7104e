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
        return done && !isAnyAccountOut();
    }

    /**
     * What kept step 4 from being done, so that what has filled got no stop-loss: the first of steps 1 to 4 that was not
     * done. Empty if step 4 was done, or if no account at all could be read, of which step 1 has its own alarm.
     */
    public Optional<Finding> blinding() {
        return steps.stream()
                .filter(line -> line.step() <= StepName.EXITS.number() && line.outcome() != StepOutcome.DONE)
                .findFirst()
                .filter(line -> line.step() != StepName.FETCH.number() || !isAnyAccountOut())
                .map(this::undone);
    }

    private boolean isAnyAccountOut() {
        return findings.stream().anyMatch(f -> f.step() == StepName.FETCH.number() && f.accountId() != 0);
    }

    private Finding undone(StepLine line) {
        Code code = findings.stream()
                .filter(f -> f.step() == line.step() && f.accountId() == 0 && f.orderId() == 0 && !f.alarm())
                .map(Finding::code)
                .findFirst()
                .orElse(Code.STEP_FAILED);
        return Finding.error(
                line.step(),
                0,
                0,
                code,
                "step " + line.step() + " (" + line.name() + ") "
                        + (line.outcome() == StepOutcome.FAILED ? "failed: " : "was left out: ") + line.why());
    }
}
