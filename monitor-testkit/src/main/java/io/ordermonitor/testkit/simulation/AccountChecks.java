package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * That what our orders hold open is what the account holds: I8. Where somebody else traded too they hold no more than
 * the account does, and no more is taken to be closed by others than others have traded.
 */
final class AccountChecks {
    /** From an account's last change on positions may lag, and a new process settles what it found. */
    private static final Duration SETTLED = Duration.ofSeconds(20);

    /** Units that seem gone are known to be so, or not, by the next pair of reads. */
    private static final int DOUBTS = 3;

    private final Evidence evidence;
    private final Set<PnlKey> settled = new HashSet<>();
    private final Map<Long, Integer> doubted = new HashMap<>();
    private Instant processStartedAt = Instant.EPOCH;

    AccountChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    /** A person said what an order holds: what the account holds besides is his. */
    void settledByHand(long accountId, InstrumentId instrument, Product product) {
        settled.add(new PnlKey(accountId, instrument, product));
    }

    void processStarted() {
        processStartedAt = evidence.now();
        doubted.clear();
    }

    void afterCycle(CycleView view) {
        if (view.cycle().errors() > 0 || evidence.now().isBefore(processStartedAt.plus(SETTLED))) {
            return;
        }
        view.truths().forEach((account, truth) -> {
            Instant since = truth.changedAt().plus(SETTLED);
            boolean seen = view.book(account)
                    .filter(book -> book.isTrue() && book.startedAt().isAfter(since))
                    .isPresent();
            boolean held = evidence.log()
                    .positions(account, view.process())
                    .filter(read -> read.isTrue() && read.startedAt().isAfter(since))
                    .isPresent();
            if (seen && held) {
                view.orders().stream()
                        .filter(order -> order.accountId() == account)
                        .forEach(this::checkDoubt);
                check(account, view.orders(), truth, true);
            }
        });
    }

    private void checkDoubt(ManagedOrder order) {
        if (order.suspected() == 0) {
            doubted.remove(order.id());
        } else if (doubted.merge(order.id(), 1, Integer::sum) > DOUBTS) {
            evidence.broken(
                    Invariant.I8,
                    order.accountId(),
                    order.id(),
                    order.suspected() + " units seem gone in the " + DOUBTS + " cycles before, and in this one");
        }
    }

    /** True if its open quantity is not known for sure, and the monitor says so. */
    private static boolean isOpenQuestion(ManagedOrder order) {
        return order.isAnythingUnknown() || order.suspected() > 0 || order.state() == OrderState.FROZEN;
    }

    /** The world has been quiet for long. */
    void atEnd(List<ManagedOrder> orders, Map<Long, Truth> truths) {
        truths.forEach((account, truth) -> {
            if (truth.changedAt().plus(SETTLED).isBefore(evidence.now())) {
                check(account, orders, truth, false);
            }
        });
    }

    private void check(long account, List<ManagedOrder> orders, Truth truth, boolean mayAsk) {
        Map<PnlKey, Integer> held = new HashMap<>();
        for (Position position : evidence.exchange().openNet(account)) {
            held.put(new PnlKey(account, position.instrument(), position.product()), position.quantity());
        }
        Set<PnlKey> keys = new LinkedHashSet<>(held.keySet());
        Set<PnlKey> open = new HashSet<>();
        for (ManagedOrder order : orders) {
            if (order.accountId() == account) {
                PnlKey key = new PnlKey(account, order.instrument(), order.product());
                keys.add(key);
                if (mayAsk && isOpenQuestion(order)) {
                    open.add(key);
                }
            }
        }
        keys.removeAll(settled);
        keys.removeAll(open);
        for (PnlKey key : keys) {
            List<ManagedOrder> here = orders.stream()
                    .filter(order -> key.equals(new PnlKey(order.accountId(), order.instrument(), order.product())))
                    .toList();
            check(key, here, held.getOrDefault(key, 0), truth);
        }
    }

    private void check(PnlKey key, List<ManagedOrder> here, int held, Truth truth) {
        int ours = here.stream()
                .mapToInt(order -> order.side().sign() * order.open())
                .sum();
        int booked = here.stream()
                .mapToInt(order -> order.side().sign()
                        * (order.externalExit() - evidence.unseenOvernight(order, truth.of(order.id()))))
                .sum();
        int foreign = byOthers(key, Side.BUY, truth) - byOthers(key, Side.SELL, truth);
        if (ours + booked + foreign != held) {
            broken(
                    key,
                    "our orders hold " + ours + " and " + booked + " that were closed outside, others traded " + foreign
                            + ", the account holds " + held);
        }
        for (Side side : Side.values()) {
            List<ManagedOrder> alike =
                    here.stream().filter(order -> order.side() == side).toList();
            int open =
                    alike.stream().mapToInt(order -> Math.max(0, order.open())).sum();
            if (open > 0 && (ours - held) * side.sign() > 0) {
                broken(key, "our orders hold " + ours + ", and the account no more than " + held);
            }
            int external = alike.stream()
                    .mapToInt(order -> Math.max(0, order.externalExit()))
                    .sum();
            int byOthers = byOthers(key, side.opposite(), truth)
                    + alike.stream()
                            .mapToInt(order -> Math.max(0, evidence.unseenOvernight(order, truth.of(order.id()))))
                            .sum();
            if (external > byOthers) {
                broken(
                        key,
                        external + " units are taken to be closed by others, who have traded " + byOthers
                                + " on that side");
            }
        }
    }

    /** What others filled there, the broker's square-off among them. */
    private int byOthers(PnlKey key, Side side, Truth truth) {
        return truth.rows().stream()
                .filter(row -> row.side() == side
                        && row.instrument().equals(key.instrument())
                        && row.product() == key.product())
                .filter(row -> row.tag().isEmpty()
                        || evidence.ledger().placement(row.tag()).isEmpty())
                .mapToInt(BrokerOrder::filled)
                .sum();
    }

    private void broken(PnlKey key, String what) {
        evidence.broken(Invariant.I8, key.accountId(), 0, "of " + key.instrument() + " " + key.product() + " " + what);
    }
}
