package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the positions that were carried into a trading day with those of the earlier day, once for each instrument
 * and product that orders of an earlier day concern. What was carried is the net position less all fills of today's
 * book, whoever's: so a comparison in the middle of the day says the same as one in the morning.
 *
 * <p>As many units as on the earlier day, or as our orders hold, agree; fewer are left to the shortfall rule. More, the
 * other sign, or a price that is off by more than a fifth (a split) freeze the orders there; so does a write whose end
 * nobody saw on the earlier day, unless exactly what our orders hold is there. While an order rests there now, which
 * may fill between the two reads, a disagreement counts only if the next reads show it again.
 *
 * <p>Not compared: CNC, which moves to the holdings.
 */
final class CarriedCheck {
    private static final BigDecimal SPLIT = new BigDecimal("0.20");

    private final AccountView view;
    private final BookIndex index;
    private final Map<InstrumentId, BigDecimal> prices;
    private final LocalDate day;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable DayStart start;

    CarriedCheck(
            AccountView view,
            BookIndex index,
            @Nullable DayStart start,
            Map<InstrumentId, BigDecimal> prices,
            LocalDate day) {
        this.view = view;
        this.index = index;
        this.start = start;
        this.prices = prices;
        this.day = day;
    }

    List<Finding> findings() {
        return findings;
    }

    /** How the account came into the day, with what this check found; null if it was not given. */
    @Nullable
    DayStart start() {
        return start;
    }

    /**
     * The orders, those that do not agree FROZEN.
     *
     * @param before the orders as they were known
     * @param read the same orders, in the same order, with the fresh book laid over them
     */
    List<ManagedOrder> check(List<ManagedOrder> before, List<ManagedOrder> read) {
        List<ManagedOrder> all = new ArrayList<>(read);
        Map<PnlKey, List<Integer>> carried = new LinkedHashMap<>();
        for (int i = 0; i < before.size(); i++) {
            ManagedOrder was = before.get(i);
            if (isCarried(was) && !view.quarantined().contains(was.instrument())) {
                carried.computeIfAbsent(keyOf(was), k -> new ArrayList<>()).add(i);
            }
        }
        carried.forEach((key, at) -> {
            DayStart now = start;
            if (now != null && now.foreign(key).isEmpty()) {
                start = compare(now, new Key(key, all), at, before, all);
            }
        });
        for (int i = 0; i < all.size(); i++) {
            if (before.get(i).state() == OrderState.FROZEN) {
                findings.add(standing(all.get(i)));
            }
        }
        return all;
    }

    private boolean isCarried(ManagedOrder order) {
        return order.tradingDay().isBefore(day) && !order.state().isEnded() && order.product() != Product.CNC;
    }

    private static PnlKey keyOf(ManagedOrder order) {
        return new PnlKey(order.accountId(), order.instrument(), order.product());
    }

    /** The figures of one key. */
    private final class Key {
        private final PnlKey key;
        private final List<BrokerOrder> rows;
        private final int net;
        private final int carried;
        private final int ours;
        private final int foreign;

        Key(PnlKey key, List<ManagedOrder> orders) {
            this.key = key;
            this.rows = index.today(key.instrument(), key.product());
            this.net = view.net(key.instrument(), key.product());
            int fills = signedFills(rows);
            List<BrokerOrder> others =
                    rows.stream().filter(index.foreignTo(orders)::contains).toList();
            int held = orders.stream()
                    .filter(o -> keyOf(o).equals(key))
                    .mapToInt(o -> o.side().sign() * o.open())
                    .sum();
            this.carried = net - fills;
            this.ours = held - (fills - signedFills(others));
            this.foreign = carried - ours;
        }

        private static int signedFills(List<BrokerOrder> of) {
            return of.stream().mapToInt(r -> r.side().sign() * r.filled()).sum();
        }

        /** Positions may lag a fill for the settle window. */
        boolean isSettling() {
            return rows.stream()
                    .anyMatch(r -> r.filled() > 0
                            && r.updatedAt().plus(view.settleWindow()).isAfter(view.startedAt()));
        }

        /** An order rests there that may have filled between the two reads, and this was not seen before. */
        boolean isDoubtful(DayStart now) {
            boolean live = rows.stream().anyMatch(r -> r.state().isLive());
            return live && !Objects.equals(now.doubted().get(key), carried);
        }

        boolean isExpected(int earlier) {
            boolean sameSide = Integer.signum(earlier) * Integer.signum(ours) >= 0;
            return carried == earlier
                    || carried == ours
                    || isWithin(carried, earlier)
                    || (sameSide && isWithin(carried, ours));
        }

        /** No more units than there were, on the same side. */
        private static boolean isWithin(int units, int of) {
            return units == 0 || (Integer.signum(units) == Integer.signum(of) && Math.abs(units) <= Math.abs(of));
        }
    }

    private DayStart compare(
            DayStart now, Key key, List<Integer> at, List<ManagedOrder> before, List<ManagedOrder> all) {
        if (key.isSettling()) {
            return now;
        }
        DayStart based = now.withForeign(key.key, key.foreign);
        boolean isFrozen = at.stream().allMatch(i -> all.get(i).state() == OrderState.FROZEN);
        if (isFrozen || now.settled().contains(key.key)) {
            return based;
        }
        Optional<String> split = split(now, key.key);
        if (split.isPresent()) {
            at.forEach(i -> freeze(all, i, split.get()));
            return based;
        }
        int earlier = now.earlier(key.key.instrument(), key.key.product())
                .map(Position::quantity)
                .orElse(0);
        boolean expected = key.isExpected(earlier);
        List<Integer> odd = at.stream()
                .filter(i -> !expected || (key.carried != key.ours && isUnseen(before.get(i))))
                .toList();
        if (!odd.isEmpty() && key.isDoubtful(now)) {
            return now.withDoubt(key.key, key.carried);
        }
        String why = "a net position of " + (expected ? key.ours : earlier) + " was expected"
                + (now.earlierDay() == null ? "" : " as on " + now.earlierDay()) + " and " + key.carried
                + " were carried into the day";
        odd.forEach(i -> freeze(all, i, why));
        return based;
    }

    /** A write of an earlier day whose outcome nobody learned, and which the book of today does not show. */
    private boolean isUnseen(ManagedOrder was) {
        return was.legOrders().stream()
                .anyMatch(leg -> index.isOld(leg)
                        && index.rowOf(leg) == null
                        && (leg.pending() != null || leg.state() == LegState.UNKNOWN));
    }

    private Optional<String> split(DayStart now, PnlKey key) {
        Optional<Position> was = now.earlier(key.instrument(), key.product());
        BigDecimal price = prices.get(key.instrument());
        BigDecimal reference = was.map(Position::lastPrice).orElse(null);
        if (price == null || reference == null || reference.signum() <= 0) {
            return Optional.empty();
        }
        boolean off = price.subtract(reference).abs().compareTo(reference.multiply(SPLIT)) > 0;
        return off
                ? Optional.of("its price was " + reference.toPlainString() + " on " + now.earlierDay() + " and is "
                        + price.toPlainString() + " (a split?); amend its stop-loss if it is")
                : Optional.empty();
    }

    private void freeze(List<ManagedOrder> all, int at, String why) {
        ManagedOrder order = all.get(at);
        if (order.state() == OrderState.FROZEN) {
            return;
        }
        all.set(at, order.withState(OrderState.FROZEN).withSuspected(0).withFlag(Flag.SHORTFALL, false));
        findings.add(alarm(order, why));
    }

    private Finding standing(ManagedOrder order) {
        return alarm(
                order,
                "the account holds " + view.net(order.instrument(), order.product()) + ", the order counts with "
                        + order.open());
    }

    private static Finding alarm(ManagedOrder order, String why) {
        return Finding.alarm(
                3,
                order.accountId(),
                order.id(),
                Code.FROZEN,
                "Order " + order.id() + ", account " + order.accountId() + " is frozen, nothing is sent for its "
                        + order.open() + " units of " + order.instrument() + " " + order.product() + ": " + why
                        + ". Check it at the broker and say how many units it holds: settle --order " + order.id()
                        + " --open N");
    }
}
