package io.ordermonitor.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares what our orders hold open with the broker's net positions of one account. What is missing is suspected when
 * first seen and confirmed by a second pair of reads; confirmed units are booked as an EXTERNAL exit, of the youngest
 * order first.
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
    }

    Map<Suspicion.Key, Suspicion> suspicions() {
        return after;
    }

    List<Finding> findings() {
        return findings;
    }

    List<ManagedOrder> lay() {
        List<BrokerOrder> foreign = index.foreignTo(orders.values());
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
                laySide(key, side, of, foreign);
            }
        });
        return List.copyOf(orders.values());
    }

    private void laySide(PnlKey key, Side side, List<ManagedOrder> of, List<BrokerOrder> foreign) {
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
        int account = view.net(key.instrument(), key.product());
        int net = rest * side.sign() < 0 ? account - rest : account;
        int missing = Math.max(0, Math.min(held, (ours - net) * side.sign()));
        boolean settling = isSettling(key);
        if (settling || (frozen && carried.isEmpty())) {
            Suspicion kept = before.get(where);
            if (kept != null) {
                after.put(where, kept);
            }
            if (settling) {
                // The book alone counts: fills that follow each other closely must not keep units without their stop.
                here.forEach(o -> put(o.withSuspected(0).withFlag(Flag.SHORTFALL, false)));
            }
            return;
        }
        if (missing > 0) {
            suspectOrConfirm(where, here, missing);
            if (net * side.sign() < 0 && of.stream().noneMatch(o -> o.side() != side && o.open() > 0)) {
                findings.add(wrongSign(where, net));
            }
        } else {
            here.forEach(o -> put(o.withSuspected(0).withFlag(Flag.SHORTFALL, false)));
            boolean compared =
                    carried.isPresent() || (start != null && here.stream().noneMatch(this::isCarried));
            if (compared) {
                int tooMany = (account - ours - rest) * side.sign();
                int takenBack = takeBack(key, side, here, foreign, tooMany);
                evenOut(key, side, here, foreign, tooMany - takenBack);
            }
        }
    }

    private boolean isCarried(ManagedOrder order) {
        return start != null && order.tradingDay().isBefore(start.day());
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

    private void suspectOrConfirm(Suspicion.Key where, List<ManagedOrder> here, int missing) {
        Suspicion seen = before.get(where);
        int confirmed = 0;
        if (seen != null && view.startedAt().isAfter(seen.seenUntil())) {
            confirmed = Math.min(seen.units(), missing);
        }
        List<ManagedOrder> youngestFirst = here.stream()
                .sorted(Comparator.comparing(ManagedOrder::createdAt)
                        .thenComparing(ManagedOrder::id)
                        .reversed())
                .toList();
        int toConfirm = confirmed;
        int toSuspect = missing - confirmed;
        for (ManagedOrder order : youngestFirst) {
            int open = Math.max(0, order.open());
            int gone = Math.min(open, toConfirm);
            int doubted = Math.min(open - gone, toSuspect);
            toConfirm -= gone;
            toSuspect -= doubted;
            book(order, gone, doubted);
        }
        if (missing > confirmed) {
            Instant until =
                    seen != null && !view.startedAt().isAfter(seen.seenUntil()) ? seen.seenUntil() : view.endedAt();
            after.put(where, new Suspicion(missing - confirmed, until));
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

    /**
     * Exits filled beyond their entry, and somebody else's fills have made up for it: the account does not hold the
     * excess, so there is nothing to flatten, and nothing is left of the order.
     */
    private void evenOut(PnlKey key, Side side, List<ManagedOrder> here, List<BrokerOrder> foreign, int tooMany) {
        int unbooked = foreignFilled(key, side, foreign)
                - foreignFilled(key, side.opposite(), foreign)
                + externalExits(key, side)
                - externalExits(key, side.opposite());
        int left = Math.min(tooMany, unbooked);
        for (ManagedOrder one : here) {
            ManagedOrder order = orders.getOrDefault(one.id(), one);
            boolean isSettled = order.live(LegKind.FLATTEN).isEmpty() && !order.isAnythingUnknown();
            int part = isSettled ? Math.min(-order.open(), left) : 0;
            if (part > 0) {
                left -= part;
                put(order.withExternalExit(order.externalExit() - part));
                alarm(
                        order,
                        "its exits filled " + part + " units more than was open, and as many traded outside the monitor"
                                + " made up for them; check it at the broker");
            }
        }
    }

    private void alarm(ManagedOrder order, String what) {
        findings.add(Finding.alarm(
                3,
                order.accountId(),
                order.id(),
                Code.EXTERNAL,
                "Order " + order.id() + ", account " + order.accountId() + ": " + what));
    }

    private int externalExits(PnlKey key, Side side) {
        return orders.values().stream()
                .filter(o -> o.side() == side
                        && o.accountId() == key.accountId()
                        && o.instrument().equals(key.instrument())
                        && o.product() == key.product())
                .mapToInt(ManagedOrder::externalExit)
                .sum();
    }

    /** Returns how many units. */
    private int takeBack(PnlKey key, Side side, List<ManagedOrder> here, List<BrokerOrder> foreign, int tooMany) {
        int external =
                here.stream().mapToInt(o -> Math.max(0, o.externalExit())).sum();
        if (external == 0) {
            return 0;
        }
        int against = foreignFilled(key, side.opposite(), foreign);
        int along = foreignFilled(key, side, foreign);
        int explained = Math.min(external, against);
        int unexplainedNet = tooMany - (along - against + explained);
        int all = Math.max(0, Math.min(external - explained, unexplainedNet));
        int back = all;
        for (ManagedOrder order : here) {
            int part = Math.min(order.externalExit(), back);
            if (part > 0) {
                back -= part;
                ManagedOrder current = orders.getOrDefault(order.id(), order);
                put(current.withExternalExit(current.externalExit() - part));
                alarm(
                        order,
                        part + " units booked as closed outside are in the net position again; it is protected again,"
                                + " check it at the broker");
            }
        }
        return all - back;
    }

    private static int foreignFilled(PnlKey key, Side side, List<BrokerOrder> foreign) {
        return foreign.stream()
                .filter(r ->
                        r.side() == side && r.instrument().equals(key.instrument()) && r.product() == key.product())
                .mapToInt(BrokerOrder::filled)
                .sum();
    }

    private void put(ManagedOrder order) {
        orders.put(order.id(), order);
    }
}
