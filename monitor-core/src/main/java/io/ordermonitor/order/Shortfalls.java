package io.ordermonitor.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares what our orders hold open with the broker's net positions of one account. What is missing is suspected when
 * first seen and confirmed by a second pair of reads: at once as far as others traded it by the book, else after the
 * settle window. Confirmed units are booked as an EXTERNAL exit, of the youngest order first.
 *
 * <p>A FROZEN order is never changed here, but its open quantity counts. Together with the carried units that belong to
 * no order (what did not agree when it was frozen) it is what the account truly carried besides the other orders. On
 * their side, those units are met by whatever someone closes before the other orders are; against them, they are taken
 * out of the net position first. So the disagreement is the frozen order's alone: other orders of the instrument do not
 * lose their stops for what it lacks, take no units back out of what is too much, and yet are seen to be short once the
 * account holds less than they do. Until the carried units are known, the others go by the book alone.
 */
final class Shortfalls {
    private final AccountView view;
    private final BookIndex index;
    private final Map<Suspicion.Key, Suspicion> before;
    private final Map<Suspicion.Key, Suspicion> after = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Long, ManagedOrder> orders;
    private final @Nullable DayStart start;
    private final Surplus surplus;

    Shortfalls(
            AccountView view,
            BookIndex index,
            Map<Suspicion.Key, Suspicion> before,
            List<ManagedOrder> orders,
            @Nullable DayStart start) {
        this.start = start;
        this.view = view;
        this.index = index;
        this.before = before;
        this.orders = new LinkedHashMap<>();
        orders.forEach(o -> this.orders.put(o.id(), o));
        this.surplus = new Surplus(start, this.orders, index.foreignTo(orders), findings);
    }

    Map<Suspicion.Key, Suspicion> suspicions() {
        return after;
    }

    List<Finding> findings() {
        return findings;
    }

    List<ManagedOrder> lay() {
        Map<PnlKey, List<ManagedOrder>> keys = orders.values().stream()
                .filter(o -> !view.quarantined().contains(o.instrument()))
                .filter(o -> o.open() != 0 || o.externalExit() > 0 || o.suspected() > 0)
                .collect(Collectors.groupingBy(
                        o -> new PnlKey(o.accountId(), o.instrument(), o.product()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        before.forEach((where, suspicion) -> {
            if (view.quarantined().contains(where.key().instrument())) {
                after.put(where, suspicion);
            }
        });
        keys.forEach((key, of) -> {
            for (Side side : Side.values()) {
                laySide(key, side, of);
            }
        });
        return List.copyOf(orders.values());
    }

    private void laySide(PnlKey key, Side side, List<ManagedOrder> of) {
        List<ManagedOrder> here = of.stream()
                .filter(o -> o.side() == side && o.state() != OrderState.FROZEN)
                .toList();
        if (here.isEmpty()) {
            return;
        }
        Suspicion.Key where = new Suspicion.Key(key, side);
        int held = heldOpen(here);
        int ours = signedOpen(of, false);
        boolean frozen = of.stream().anyMatch(o -> o.state() == OrderState.FROZEN);
        OptionalInt carried = start == null ? OptionalInt.of(0) : start.foreign(key);
        int rest = rest(side, of, frozen, carried.orElse(0));
        boolean settling = isSettling(key);
        int account = settling ? byBook(key, of) : net(key);
        int missing = missing(side, held, ours, rest, account);
        if (settling || (frozen && carried.isEmpty())) {
            Suspicion kept = before.get(where);
            if (kept != null) {
                after.put(where, kept);
            }
            if (settling) {
                // What the morning lacked cannot be a fill of today.
                List<ManagedOrder> old =
                        here.stream().filter(surplus::isCarried).toList();
                here.forEach(order -> book(order, 0, 0));
                int seen = kept == null ? 0 : Math.min(kept.units(), missing);
                lay(old, 0, Math.min(seen, missing(side, held, ours, rest, net(key)) + settlingAgainst(key, side)));
            }
            return;
        }
        if (missing > 0) {
            suspectOrConfirm(where, here, missing);
            int net = rest * side.sign() < 0 ? account - rest : account;
            if (net * side.sign() < 0 && of.stream().noneMatch(o -> o.side() != side && o.open() > 0)) {
                findings.add(wrongSign(where, net));
            }
        } else {
            here.forEach(o -> put(o.withSuspected(0).withFlag(Flag.SHORTFALL, false)));
            boolean compared =
                    carried.isPresent() || (start != null && here.stream().noneMatch(surplus::isCarried));
            if (compared) {
                surplus.lay(key, side, here, (account - ours - rest) * side.sign());
            }
        }
    }

    private int net(PnlKey key) {
        return view.net(key.instrument(), key.product());
    }

    private static int missing(Side side, int held, int ours, int rest, int account) {
        int net = rest * side.sign() < 0 ? account - rest : account;
        return Math.max(0, Math.min(held, (ours - net) * side.sign()));
    }

    /**
     * Units that orders against the side filled within the settle window, as far as that can be told: positions may not
     * show yet that they are gone.
     */
    private int settlingAgainst(PnlKey key, Side side) {
        return orders.values().stream()
                .filter(order -> order.instrument().equals(key.instrument()) && order.product() == key.product())
                .flatMap(order -> order.legOrders().stream())
                .flatMap(leg -> Optional.ofNullable(index.rowOf(leg)).stream())
                .filter(row -> row.side() != side)
                .filter(row -> row.updatedAt().plus(view.settleWindow()).isAfter(view.startedAt()))
                .mapToInt(BrokerOrder::filled)
                .sum();
    }

    /**
     * What the account holds by the book, which counts alone while a fill of ours settles, so that fills that follow each
     * other closely keep no units without their stop. What it lacked as it came into the day it lacks then too; where
     * that is not known, it holds what our orders hold.
     */
    private int byBook(PnlKey key, List<ManagedOrder> of) {
        OptionalInt carried = start == null ? OptionalInt.empty() : start.foreign(key);
        int held = of.stream().mapToInt(o -> o.side().sign() * o.open()).sum();
        if (carried.isEmpty()) {
            return held;
        }
        return held + carried.getAsInt() + surplus.unbooked(key, Side.BUY);
    }

    /** Signed units of the carried position that none of the orders that are not frozen may claim. */
    private static int rest(Side side, List<ManagedOrder> of, boolean frozen, int carried) {
        if (frozen) {
            return carried + signedOpen(of, true);
        }
        return carried * side.sign() > 0 ? carried : 0;
    }

    private static int signedOpen(List<ManagedOrder> of, boolean frozen) {
        return of.stream()
                .filter(o -> (o.state() == OrderState.FROZEN) == frozen)
                .mapToInt(o -> o.side().sign() * o.open())
                .sum();
    }

    private static int heldOpen(List<ManagedOrder> orders) {
        return orders.stream().mapToInt(o -> Math.max(0, o.open())).sum();
    }

    /** Positions may lag a fill of ours for the settle window. */
    private boolean isSettling(PnlKey key) {
        Instant newest = Instant.MIN;
        for (ManagedOrder order : orders.values()) {
            if (!order.instrument().equals(key.instrument()) || order.product() != key.product()) {
                continue;
            }
            for (LegOrder leg : order.legOrders()) {
                BrokerOrder row = index.rowOf(leg);
                if (row != null && row.filled() > 0 && row.updatedAt().isAfter(newest)) {
                    newest = row.updatedAt();
                }
            }
        }
        return newest.isAfter(Instant.MIN) && newest.plus(view.settleWindow()).isAfter(view.startedAt());
    }

    /**
     * The book may be as late as the settle window, and lack fills of our exits that positions show. So what others traded
     * in it explains what is missing at once, and the rest is gone when it is missing still after the window.
     */
    private void suspectOrConfirm(Suspicion.Key where, List<ManagedOrder> here, int missing) {
        Suspicion seen = before.get(where);
        if (seen == null) {
            lay(here, 0, missing);
            after.put(where, new Suspicion(missing, view.endedAt()));
            return;
        }
        int doubted = Math.min(seen.units(), missing);
        int confirmed = 0;
        if (!view.startedAt().isBefore(seen.seenUntil().plus(view.settleWindow()))) {
            confirmed = doubted;
        } else if (view.startedAt().isAfter(seen.seenUntil())) {
            confirmed = Math.min(doubted, Math.max(0, -surplus.unbooked(where.key(), where.side())));
        }
        lay(here, confirmed, missing - confirmed);
        if (doubted > confirmed) {
            after.put(where, new Suspicion(doubted - confirmed, seen.seenUntil()));
        } else if (missing > confirmed) {
            after.put(where, new Suspicion(missing - confirmed, view.endedAt()));
        }
    }

    private void lay(List<ManagedOrder> here, int confirmed, int suspected) {
        List<ManagedOrder> youngestFirst = here.stream()
                .sorted(Comparator.comparing(ManagedOrder::createdAt)
                        .thenComparing(ManagedOrder::id)
                        .reversed())
                .toList();
        int toConfirm = confirmed;
        int toSuspect = suspected;
        for (ManagedOrder order : youngestFirst) {
            int open = Math.max(0, order.open());
            int gone = Math.min(open, toConfirm);
            int doubted = Math.min(open - gone, toSuspect);
            toConfirm -= gone;
            toSuspect -= doubted;
            book(order, gone, doubted);
        }
    }

    private static Finding wrongSign(Suspicion.Key where, int net) {
        return Finding.alarm(
                3,
                where.key().accountId(),
                0,
                Code.WRONG_SIGN,
                "Account " + where.key().accountId() + ": the net position of "
                        + where.key().instrument() + " is "
                        + net + " while the managed orders there are all " + where.side()
                        + "; check it at the broker");
    }

    private void book(ManagedOrder order, int gone, int doubted) {
        ManagedOrder to = order.withSuspected(doubted).withFlag(Flag.SHORTFALL, doubted > 0);
        if (gone > 0) {
            to = to.withExternalExit(to.externalExit() + gone);
            findings.add(Finding.error(
                    3,
                    order.accountId(),
                    order.id(),
                    Code.EXTERNAL,
                    "Order " + order.id() + ", account " + order.accountId() + ": " + gone
                            + " units were closed outside the monitor; its exits follow"));
        }
        put(to);
    }

    private void put(ManagedOrder order) {
        orders.put(order.id(), order);
    }
}
