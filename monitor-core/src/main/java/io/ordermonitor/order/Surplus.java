package io.ordermonitor.order;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an account holds more of than our orders: units booked as closed outside are taken back unless others' fills
 * explain them, and what exits filled too much is booked where others have made up for it.
 *
 * @param start how the account came into the day, if that is known
 * @param orders of the account, by id; what is booked is put there
 * @param foreign rows of its book that are none of ours
 * @param findings what the user must be told is added
 */
record Surplus(
        @Nullable DayStart start, Map<Long, ManagedOrder> orders, List<BrokerOrder> foreign, List<Finding> findings) {
    /** Books what can be explained of so many units too many on a side of a key. */
    void lay(PnlKey key, Side side, List<ManagedOrder> here, int tooMany) {
        int takenBack = takeBack(key, side, here, tooMany);
        evenOut(key, side, here, tooMany - takenBack);
    }

    /** Units that others traded on the side, less those on the other one, which no order has as closed outside. */
    int unbooked(PnlKey key, Side side) {
        return foreignFilled(key, side)
                - foreignFilled(key, side.opposite())
                + externalExits(key, side)
                - externalExits(key, side.opposite());
    }

    /**
     * Units of one order's excess for which others' fills of today have made up, by the book alone. Orders of a lower id
     * come first, as they do when it is booked.
     */
    int madeUpFor(ManagedOrder order) {
        PnlKey key = new PnlKey(order.accountId(), order.instrument(), order.product());
        Side side = order.side();
        int traded = foreignFilled(key, side) - foreignFilled(key, side.opposite());
        int booked = externalExitsToday(key, side) - externalExitsToday(key, side.opposite());
        int before = ofKey(key, side)
                .filter(other -> other.id() < order.id())
                .mapToInt(other -> Math.max(0, -other.open()))
                .sum();
        return Math.max(0, traded + booked - before);
    }

    private int externalExitsToday(PnlKey key, Side side) {
        return booked(key, side, 1) - booked(key, side, -1);
    }

    /**
     * Exits filled beyond their entry, and somebody else's fills have made up for it: the account does not hold the
     * excess, so there is nothing to flatten, and nothing is left of the order.
     */
    private void evenOut(PnlKey key, Side side, List<ManagedOrder> here, int tooMany) {
        int left = Math.min(tooMany, unbooked(key, side));
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
        return ofKey(key, side).mapToInt(ManagedOrder::externalExit).sum();
    }

    /** Returns how many units. */
    private int takeBack(PnlKey key, Side side, List<ManagedOrder> here, int tooMany) {
        int external =
                here.stream().mapToInt(o -> Math.max(0, o.externalExit())).sum();
        if (external == 0) {
            return 0;
        }
        // What closed today's orders of the other side, or made up for an excess, explains nothing here.
        int against = Math.max(0, foreignFilled(key, side.opposite()) - booked(key, side.opposite(), -1));
        int along = Math.max(0, foreignFilled(key, side) - booked(key, side, -1) - booked(key, side.opposite(), 1));
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
                        part + " units booked as closed outside are in the net position again; its stop follows,"
                                + " check it at the broker");
            }
        }
        return all - back;
    }

    /** Units of today's orders of a side that are booked as closed outside or, by the sign, as made up for outside. */
    private int booked(PnlKey key, Side side, int sign) {
        return ofKey(key, side)
                .filter(order -> !isCarried(order))
                .mapToInt(order -> Math.max(0, sign * order.externalExit()))
                .sum();
    }

    /** True if the order is older than the day. */
    boolean isCarried(ManagedOrder order) {
        return start != null && order.tradingDay().isBefore(start.day());
    }

    private Stream<ManagedOrder> ofKey(PnlKey key, Side side) {
        return orders.values().stream()
                .filter(o -> o.side() == side
                        && o.accountId() == key.accountId()
                        && o.instrument().equals(key.instrument())
                        && o.product() == key.product());
    }

    private int foreignFilled(PnlKey key, Side side) {
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
