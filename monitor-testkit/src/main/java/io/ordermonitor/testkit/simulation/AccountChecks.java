package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** That what our orders hold open is what the account holds, unless somebody else traded on it: I8. */
final class AccountChecks {
    /** From an account's last change on positions may lag, and a new process settles what it found. */
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private final Evidence evidence;
    private final Set<Long> byHand = new HashSet<>();
    private Instant processStartedAt = Instant.EPOCH;

    AccountChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    void tradedByHand(long accountId) {
        byHand.add(accountId);
    }

    void processStarted() {
        processStartedAt = evidence.now();
    }

    void afterCycle(CycleView view) {
        if (view.cycle().errors() > 0 || evidence.now().isBefore(processStartedAt.plus(SETTLED))) {
            return;
        }
        view.truths().forEach((account, truth) -> {
            Instant settled = truth.changedAt().plus(SETTLED);
            boolean seen = view.book(account)
                    .filter(book -> book.isTrue() && book.startedAt().isAfter(settled))
                    .isPresent();
            boolean held = evidence.log()
                    .positions(account)
                    .filter(read -> read.isTrue() && read.startedAt().isAfter(settled))
                    .isPresent();
            if (seen && held && view.orders().stream().noneMatch(order -> isOpenQuestion(order, account))) {
                check(account, view.orders());
            }
        });
    }

    /** True if its open quantity is not known for sure, and the monitor says so. */
    private static boolean isOpenQuestion(ManagedOrder order, long account) {
        return order.accountId() == account
                && (order.isAnythingUnknown() || order.suspected() > 0 || order.state() == OrderState.FROZEN);
    }

    /** The world has been quiet for long. */
    void atEnd(List<ManagedOrder> orders, Map<Long, Truth> truths) {
        truths.forEach((account, truth) -> {
            if (truth.changedAt().plus(SETTLED).isBefore(evidence.now())) {
                check(account, orders);
            }
        });
    }

    private void check(long account, List<ManagedOrder> orders) {
        if (byHand.contains(account)) {
            return;
        }
        Map<PnlKey, Integer> held = new HashMap<>();
        for (Position position : evidence.exchange().openNet(account)) {
            held.put(new PnlKey(account, position.instrument(), position.product()), position.quantity());
        }
        Map<PnlKey, Integer> ours = new HashMap<>();
        for (ManagedOrder order : orders) {
            if (order.accountId() == account && order.open() != 0) {
                PnlKey key = new PnlKey(account, order.instrument(), order.product());
                ours.merge(key, order.side().sign() * order.open(), Integer::sum);
            }
        }
        ours.values().removeIf(units -> units == 0);
        if (!ours.equals(held)) {
            evidence.broken(Invariant.I8, account, 0, "our orders hold " + ours + ", the account " + held);
        }
    }
}
