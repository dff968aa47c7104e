package io.ordermonitor.netty.server.demo;

import io.ordermonitor.broker.paper.PaperFill;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.event.MonitorListener;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.PnlKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the monitor by the exchange's own books, not by what the monitor stored: after each cycle whether every unit
 * that has filled under our tags has a live stop-loss, and no stop more than that, and at the end of the day whether any
 * order was placed twice, or without anybody having told of it.
 * Which order, leg and slice a tag stands for is learned as the intents' outcomes are told. Thread-safe.
 */
public final class ExchangeAudit implements MonitorListener {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeAudit.class);

    private final ExchangeView exchange;
    private final Map<Long, List<Long>> accounts;
    private final BiPredicate<Long, Instant> freshSince;
    private final Map<String, Leg> legs = new HashMap<>();
    private final Set<String> tagsOfEarlierDays = new HashSet<>();
    private final Map<Long, Integer> fillsSeen = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private Tally tally = Tally.NONE;

    /**
     * @param accounts the accounts of each user
     * @param freshSince whether both reads of an account were fresh since a cycle's start; otherwise the cycle does not
     *     count for it
     */
    ExchangeAudit(ExchangeView exchange, Map<Long, List<Long>> accounts, BiPredicate<Long, Instant> freshSince) {
        this.exchange = exchange;
        this.accounts = Map.copyOf(accounts);
        this.freshSince = freshSince;
    }

    /** What a tag stands for. */
    record Leg(long orderId, LegKind kind, int slice) {}

    /** An entry's fill that no stop has been seen for. */
    private record Waiting(long accountId, long orderId, Instant since) {}

    /**
     * What the cycles of a day came to.
     *
     * @param overprotectedCycles cycles after which stops lived for which nothing was open
     * @param fillToStop the longest time from a fill to its live stop
     */
    record Tally(int cycles, int errors, int unprotectedCycles, int overprotectedCycles, Duration fillToStop) {
        static final Tally NONE = new Tally(0, 0, 0, 0, Duration.ZERO);

        Tally with(MonitorEvent.CycleEnded cycle, boolean unprotected, boolean overprotected) {
            return new Tally(
                    cycles + 1,
                    errors + cycle.errors(),
                    unprotectedCycles + (unprotected ? 1 : 0),
                    overprotectedCycles + (overprotected ? 1 : 0),
                    fillToStop);
        }

        Tally with(Duration stopAfter) {
            boolean longer = stopAfter.compareTo(fillToStop) > 0;
            return new Tally(cycles, errors, unprotectedCycles, overprotectedCycles, longer ? stopAfter : fillToStop);
        }
    }

    /**
     * What the books of a day came to.
     *
     * @param untold orders under a tag that no outcome of a write ever named
     * @param entered units of entries that filled or still may, by managed order
     */
    record Books(
            int orders,
            int fills,
            int rejected,
            int duplicates,
            int untold,
            int openQuantity,
            BigDecimal cashFlow,
            Map<Long, Integer> entered) {
        Books {
            entered = Map.copyOf(entered);
        }
    }

    @Override
    public synchronized void on(MonitorEvent event) {
        if (event instanceof MonitorEvent.WriteEnded write) {
            Intent intent = write.outcome().intent();
            legs.put(intent.tag(), new Leg(intent.orderId(), intent.leg(), intent.slice()));
        } else if (event instanceof MonitorEvent.CycleEnded cycle) {
            checkAfter(cycle);
        }
    }

    private void checkAfter(MonitorEvent.CycleEnded cycle) {
        boolean unprotected = false;
        boolean overprotected = false;
        for (long accountId : accounts.getOrDefault(cycle.userId(), List.of())) {
            if (freshSince.test(accountId, cycle.startedAt())) {
                Coverage coverage = coverage(accountId, cycle);
                unprotected |=
                        report("units at the exchange have no live stop", coverage.unprotected(), accountId, cycle);
                overprotected |= report("units of live stops protect nothing", coverage.excess(), accountId, cycle);
            }
        }
        tally = tally.with(cycle, unprotected, overprotected);
    }

    private Coverage coverage(long accountId, MonitorEvent.CycleEnded cycle) {
        List<PaperFill> fills = exchange.fills(accountId);
        List<BrokerOrder> book = exchange.book(accountId);
        Coverage coverage = new Coverage(accountId, book, fills, legs);
        await(accountId, fills);
        Instant now = cycle.startedAt().plus(cycle.took());
        for (Waiting one : List.copyOf(waiting)) {
            boolean covered = coverage.isCovered(one.orderId());
            if (one.accountId() == accountId && covered) {
                waiting.remove(one);
                if (!coverage.isFlat(one.orderId())) {
                    tally = tally.with(Duration.between(one.since(), now));
                }
            }
        }
        return coverage;
    }

    private static boolean report(String what, int units, long accountId, MonitorEvent.CycleEnded cycle) {
        if (units > 0) {
            LOG.error(
                    "{} {} after the cycle user={} account={} cycle={} began={}",
                    units,
                    what,
                    cycle.userId(),
                    accountId,
                    cycle.cycle(),
                    cycle.startedAt());
        }
        return units > 0;
    }

    private void await(long accountId, List<PaperFill> fills) {
        int seen = fillsSeen.getOrDefault(accountId, 0);
        for (PaperFill fill : fills.subList(Math.min(seen, fills.size()), fills.size())) {
            Leg leg = legs.get(fill.tag());
            if (leg != null && leg.kind() == LegKind.ENTRY) {
                waiting.add(new Waiting(accountId, leg.orderId(), fill.at()));
            }
        }
        fillsSeen.put(accountId, fills.size());
    }

    /** Goes on with a day that another process began: what its tags stand for, and those of earlier days. */
    synchronized void goOn(LocalDate day, Map<LocalDate, Map<String, Leg>> stored) {
        stored.forEach((of, tags) -> {
            if (of.equals(day)) {
                legs.putAll(tags);
            } else {
                tagsOfEarlierDays.addAll(tags.keySet());
            }
        });
        accountIds()
                .forEach(account ->
                        fillsSeen.put(account, exchange.fills(account).size()));
    }

    /** What the cycles came to since the last {@link #beginDay}. */
    synchronized Tally tally() {
        return tally;
    }

    /** Reads the books of all accounts. */
    synchronized Books books() {
        int orders = 0;
        int rejected = 0;
        int duplicates = 0;
        int untold = 0;
        Set<String> seen = new HashSet<>(tagsOfEarlierDays);
        Map<Long, Integer> entered = new HashMap<>();
        CashFlow cash = new CashFlow();
        for (long accountId : accountIds()) {
            List<BrokerOrder> book = exchange.book(accountId);
            orders += book.size();
            rejected += (int) book.stream()
                    .filter(row -> row.state() == LegState.REJECTED)
                    .count();
            duplicates += repeatedTags(book, seen) + sideBySide(book);
            untold += (int) book.stream()
                    .filter(row -> !row.tag().isEmpty() && !legs.containsKey(row.tag()))
                    .count();
            enter(book, entered);
            exchange.fills(accountId).forEach(fill -> cash.add(accountId, fill));
        }
        return new Books(
                orders, cash.fills(), rejected, duplicates, untold, cash.openQuantity(), cash.ofClosed(), entered);
    }

    /** Forgets the day's figures, and that tags of it must not come again it remembers. */
    synchronized void beginDay() {
        tally = Tally.NONE;
        tagsOfEarlierDays.addAll(legs.keySet());
        fillsSeen.clear();
        waiting.clear();
    }

    /** Within what anything was traded. */
    Set<PnlKey> keys() {
        return accountIds().stream()
                .flatMap(account -> exchange.fills(account).stream()
                        .map(fill -> new PnlKey(account, fill.instrument(), fill.product())))
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<Long> accountIds() {
        return accounts.values().stream().flatMap(List::stream).sorted().toList();
    }

    private void enter(List<BrokerOrder> book, Map<Long, Integer> entered) {
        for (BrokerOrder row : book) {
            Leg leg = legs.get(row.tag());
            if (leg != null && leg.kind() == LegKind.ENTRY) {
                entered.merge(leg.orderId(), row.filled() + row.remaining(), Integer::sum);
            }
        }
    }

    private static int repeatedTags(List<BrokerOrder> book, Set<String> seen) {
        return (int) book.stream()
                .filter(row -> !row.tag().isEmpty() && !seen.add(row.tag()))
                .count();
    }

    /** At how many instants an order of a leg and slice began while another one of them lived. */
    private int sideBySide(List<BrokerOrder> book) {
        Map<Leg, List<BrokerOrder>> ofSlice = new HashMap<>();
        int count = 0;
        for (BrokerOrder row : book) {
            Leg leg = legs.get(row.tag());
            if (leg == null) {
                continue;
            }
            List<BrokerOrder> others = ofSlice.computeIfAbsent(leg, one -> new ArrayList<>());
            if (row.state() != LegState.REJECTED
                    && others.stream().anyMatch(other -> endOf(other).isAfter(row.createdAt()))) {
                count++;
            }
            others.add(row);
        }
        return count;
    }

    private static Instant endOf(BrokerOrder row) {
        return row.state().isTerminal() ? row.updatedAt() : Instant.MAX;
    }
}
