package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.WriteSession;
import io.ordermonitor.testkit.InMemoryStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Holds a day to the invariants: each account after each cycle, and everything at the end. The judge is what stands at the exchange. Thread-safe, since all of a day runs one after the other.
 */
final class Checks {
    /** A settle window, and the longest time to the next cycle. */
    private static final Duration SETTLED = Duration.ofSeconds(80);

    /** What a new process needs to settle what the one before left. */
    private static final Duration SETTLING_IN = Duration.ofSeconds(30);

    private static final TradingHours HOURS = TradingHours.nse();

    private final FirstViolation first;
    private final DayPlan plan;
    private final PaperExchange exchange;
    private final Ledger ledger;
    private final LineLog log;
    private final Clock clock;
    private final Supplier<InMemoryStores> memory;
    private final Map<String, Integer> filled = new HashMap<>();
    private Instant startedAt = Instant.EPOCH;
    private final Set<Long> byHand = new HashSet<>();
    private int writesBeforeSilence;

    Checks(
            FirstViolation first,
            DayPlan plan,
            PaperExchange exchange,
            Ledger ledger,
            LineLog log,
            Clock clock,
            Supplier<InMemoryStores> memory) {
        this.first = first;
        this.plan = plan;
        this.exchange = exchange;
        this.ledger = ledger;
        this.log = log;
        this.clock = clock;
        this.memory = memory;
    }

    /** Somebody traded on an account without us. */
    synchronized void tradedByHand(long accountId) {
        byHand.add(accountId);
    }

    /** A process begins: what the one before left open is settled by its first cycle, and acted on by its second. */
    synchronized void started() {
        startedAt = clock.instant();
    }

    /** A cycle ended. */
    synchronized void afterCycle(MonitorEvent.CycleEnded cycle) {
        List<ManagedOrder> orders = plan.orders(memory.get());
        checkFills(orders);
        for (long account : plan.accounts()) {
            Truth truth = Truth.of(exchange, account, ledger);
            checkTags(account, truth);
            for (ManagedOrder order : orders) {
                if (order.accountId() == account) {
                    checkEntry(order, truth.of(order.id()));
                    boolean own = plan.userOf(account) == cycle.userId();
                    if (own && cycle.errors() == 0 && isClean(order, truth, cycle)) {
                        checkCoverage(order, truth.of(order.id()));
                    }
                }
            }
        }
    }

    /** A filled quantity never falls. */
    private void checkFills(List<ManagedOrder> orders) {
        for (ManagedOrder order : orders) {
            for (LegOrder leg : order.legOrders()) {
                int before = filled.merge(leg.tag(), leg.filled(), Math::max);
                if (leg.filled() < before) {
                    first.broken(
                            "S1",
                            order.accountId(),
                            order.id(),
                            leg.tag() + " fell from " + before + " to " + leg.filled());
                }
            }
        }
    }

    private void checkTags(long account, Truth truth) {
        Set<String> seen = new HashSet<>();
        for (BrokerOrder row : truth.rows()) {
            if (!row.tag().isEmpty() && !seen.add(row.tag())) {
                first.broken("P1", account, 0, "tag " + row.tag() + " stands twice in the book");
            }
        }
    }

    private void checkEntry(ManagedOrder order, Truth.Holding holding) {
        int units = holding.filled(LegKind.ENTRY) + holding.live(LegKind.ENTRY);
        if (units > order.terms().quantity()) {
            first.broken(
                    "P5",
                    order.accountId(),
                    order.id(),
                    units + " units entered or may, of " + order.terms().quantity());
        }
        Set<String> slices = new HashSet<>();
        for (Truth.Row row : holding.rows()) {
            boolean live = row.order().state().isLive();
            if (live && !slices.add(row.intent().leg() + "/" + row.intent().slice()) && !plan.isLax()) {
                first.broken(
                        "I6",
                        order.accountId(),
                        order.id(),
                        "two live orders of " + row.intent().leg() + " slice "
                                + row.intent().slice());
            }
        }
    }

    /** True if the cycle saw the account as it is, and nothing has happened to this order since. */
    private boolean isClean(ManagedOrder order, Truth truth, MonitorEvent.CycleEnded cycle) {
        Optional<LineLog.Shown> book = log.book(order.accountId());
        Optional<LineLog.Shown> positions = log.positions(order.accountId());
        if (book.isEmpty()
                || positions.isEmpty()
                || !book.get().isTrue()
                || !positions.get().isTrue()
                || book.get().startedAt().isBefore(cycle.startedAt())
                || positions.get().startedAt().isBefore(cycle.startedAt())
                || order.isAnythingUnknown()
                || order.suspected() > 0
                || clock.instant().isBefore(startedAt.plus(SETTLING_IN))) {
            return false;
        }
        Instant read = book.get().startedAt();
        // A read that begins in the very instant in which a write ended does not count as one after it.
        return order.legOrders().stream().noneMatch(leg -> leg.writeEndedAt().equals(read))
                && truth.of(order.id()).rows().stream().noneMatch(row -> isMoved(row, read));
    }

    /** Filled, refused or ended after the read, and not by what we asked: the next cycle learns of it. */
    private boolean isMoved(Truth.Row row, Instant read) {
        BrokerOrder order = row.order();
        if (!order.updatedAt().isAfter(read)) {
            return false;
        }
        boolean ours = log.of(order.tag()).stream()
                .anyMatch(sent -> !sent.startedAt().isBefore(read)
                        && (order.state().isLive() || sent.kind() == LineLog.Kind.CANCEL));
        return order.filled() > 0 || !ours || isRenewed(row);
    }

    /**
     * Cancelled because its broker takes no more modifications, or because a late one turned up beside it: what takes its
     * place goes out once the end is seen.
     */
    private boolean isRenewed(Truth.Row row) {
        return row.order().state() == LegState.CANCELLED
                && ledger.newest(row.order().tag())
                        .map(intent -> intent.cause().rule())
                        .filter(rule -> rule.equals("sl.renew") || (plan.isLax() && rule.equals("duplicate.cancel")))
                        .isPresent();
    }

    private void checkCoverage(ManagedOrder order, Truth.Holding holding) {
        int open = holding.open() - order.externalExit();
        int stops = holding.live(LegKind.SL);
        int targets = holding.live(LegKind.TP);
        boolean leaves = order.state() == OrderState.EXITING || order.exitRequested();
        boolean named = order.has(Flag.UNPROTECTED)
                || order.has(Flag.SQUARING_OFF)
                || order.has(Flag.WAITING_FOR_SESSION)
                || order.state() == OrderState.FROZEN;
        if (isRefused(holding) || isClosed(order)) {
            return;
        }
        if (open < 0) {
            if (!order.has(Flag.WRONG_SIGN) && isOld(holding) && isSoldBeyondNet(order)) {
                first.broken("I4", order.accountId(), order.id(), open + " units open, and no alarm");
            }
            return;
        }
        if (open == 0 && stops + targets > 0) {
            first.broken("I3", order.accountId(), order.id(), say(open, stops, targets));
        } else if (stops > open || targets > open) {
            first.broken("I2", order.accountId(), order.id(), say(open, stops, targets));
        } else if (open > 0 && !named && (leaves ? stops + targets < open : stops != open)) {
            first.broken("I1", order.accountId(), order.id(), say(open, stops, targets));
        }
    }

    /** True while nothing may be sent for it: what its broker, or an auction, does to it stays as it is. */
    private boolean isClosed(ManagedOrder order) {
        WriteSession session = HOURS.writeSession(order.instrument().segment(), order.product(), clock.instant());
        return session == WriteSession.CLOSED || session == WriteSession.SQUARING_OFF;
    }

    /** True if a live order should look different and its broker would not have it so: its user has an alarm. */
    private boolean isRefused(Truth.Holding holding) {
        return holding.rows().stream()
                .filter(row -> row.order().state().isLive())
                .map(row -> log.of(row.order().tag()))
                .anyMatch(sent -> !sent.isEmpty()
                        && sent.get(sent.size() - 1).kind() == LineLog.Kind.MODIFY
                        && sent.get(sent.size() - 1).result() instanceof WriteResult.Refused);
    }

    /** True if the account agrees; what somebody else bought may have made up for it. */
    private boolean isSoldBeyondNet(ManagedOrder order) {
        return exchange.openNet(order.accountId()).stream()
                .filter(position ->
                        position.instrument().equals(order.instrument()) && position.product() == order.product())
                .anyMatch(position -> position.quantity() * order.side().sign() < 0);
    }

    /** True if positions show all that it filled: only then may the sign be called wrong. */
    private boolean isOld(Truth.Holding holding) {
        Instant settled = clock.instant().minus(SETTLED);
        return holding.rows().stream().allMatch(row -> row.order().updatedAt().isBefore(settled));
    }

    private static String say(int open, int stops, int targets) {
        return open + " units are open, live stops have " + stops + ", live targets " + targets;
    }

    /** From now on nothing may be written to a broker. */
    synchronized void beginSilence() {
        writesBeforeSilence = log.count();
    }

    /** The world has been quiet for long. */
    synchronized void atEnd() {
        List<ManagedOrder> orders = plan.orders(memory.get());
        Set<Long> tried = new HashSet<>();
        orders.stream().filter(order -> order.has(Flag.UNPROTECTED)).forEach(order -> tried.add(order.id()));
        for (LineLog.Sent sent : log.writes().subList(writesBeforeSilence, log.count())) {
            long order = ledger.placement(sent.tag()).map(Intent::orderId).orElse(0L);
            if (!tried.contains(order)) {
                first.broken("C1", sent.accountId(), order, "in a quiet world " + sent.kind() + " " + sent.ask());
            }
        }
        for (ManagedOrder order : orders) {
            Truth truth = Truth.of(exchange, order.accountId(), ledger);
            Truth.Holding holding = truth.of(order.id());
            if (order.isAnythingUnknown()) {
                first.broken("C4", order.accountId(), order.id(), "something is still unknown");
            } else if (holding.open() - order.externalExit() != order.open()) {
                first.broken(
                        "C2",
                        order.accountId(),
                        order.id(),
                        "stored open " + order.open() + ", at the exchange " + holding.open() + " less "
                                + order.externalExit());
            } else {
                checkCoverage(order, holding);
            }
        }
        plan.accounts().forEach(account -> checkAccount(account, orders));
        memory.get().unsettled().stream()
                .findFirst()
                .ifPresent(intent -> first.broken("C4", intent.accountId(), intent.orderId(), "unsettled " + intent));
    }

    /** What our orders hold open is what the account holds, unless somebody else traded on it. */
    private void checkAccount(long account, List<ManagedOrder> orders) {
        Map<PnlKey, Integer> held = new HashMap<>();
        for (Position position : exchange.openNet(account)) {
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
        if (!byHand.contains(account) && !ours.equals(held)) {
            first.broken("I8", account, 0, "our orders hold " + ours + ", the account " + held);
        }
    }
}
