package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An entry leg with its stop-loss and take-profit legs: the unit that users submit and the monitor protects.
 * Immutable.
 *
 * @param id assigned by the store, from 1
 * @param terms what the user asked for
 * @param state where it stands
 * @param flags what is out of the ordinary
 * @param legOrders every broker order of its legs, in the order of placement
 * @param externalExit units of it that someone else closed, confirmed; negative: units that a settling took up, or
 *     that someone else made up for when its exits had filled too many
 * @param suspected units of it that the net position seems to lack, not confirmed
 * @param realised realised PnL of its own fills in rupees
 * @param entryEnded true once its entry's rest is to be cancelled
 * @param exitRequested true once the whole of it is to be closed at the market
 * @param regeneratedFrom the rejected order it was regenerated from; null if none
 * @param attempt 1 for a first submit, one more for each regeneration
 * @param tradingDay the trading day of its creation
 * @param version grows by one with each stored change
 */
public record ManagedOrder(
        long id,
        NewManagedOrder terms,
        OrderState state,
        Set<Flag> flags,
        List<LegOrder> legOrders,
        int externalExit,
        int suspected,
        BigDecimal realised,
        boolean entryEnded,
        boolean exitRequested,
        @Nullable Long regeneratedFrom,
        int attempt,
        LocalDate tradingDay,
        Instant createdAt,
        long version) {
    public ManagedOrder {
        Objects.requireNonNull(terms, "terms");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(realised, "realised");
        flags = Set.copyOf(flags);
        legOrders = List.copyOf(legOrders);
    }

    /** A new order of which nothing has been sent. */
    public static ManagedOrder of(
            long id, NewManagedOrder terms, @Nullable Long regeneratedFrom, int attempt, LocalDate day, Instant now) {
        return new ManagedOrder(
                id,
                terms,
                OrderState.ENTERING,
                Set.of(),
                List.of(),
                0,
                0,
                BigDecimal.ZERO,
                false,
                false,
                regeneratedFrom,
                attempt,
                day,
                now,
                0);
    }

    /** Whose order it is. */
    public long userId() {
        return terms.userId();
    }

    /** The account it trades on. */
    public long accountId() {
        return terms.accountId();
    }

    /** What it trades. */
    public InstrumentId instrument() {
        return terms.instrument();
    }

    /** The side of its entry. */
    public Side side() {
        return terms.side();
    }

    /** What its position is held under. */
    public Product product() {
        return terms.product();
    }

    /** Its broker orders of one leg, in the order of placement. */
    public List<LegOrder> of(LegKind leg) {
        return matching(o -> o.leg() == leg);
    }

    /** Its live broker orders of one leg. */
    public List<LegOrder> live(LegKind leg) {
        return matching(o -> o.leg() == leg && o.state().isLive());
    }

    /** Its live exits of any leg. */
    public List<LegOrder> liveExits() {
        return matching(o -> o.leg().isExit() && o.state().isLive());
    }

    private List<LegOrder> matching(Predicate<LegOrder> wanted) {
        return legOrders.stream().filter(wanted).toList();
    }

    /** Units that the entry has filled. */
    public int entryFilled() {
        return filled(o -> o.leg() == LegKind.ENTRY);
    }

    /** Units that our SL and TP have filled, externally closed ones not included. */
    public int exitFilled() {
        return filled(o -> o.leg() == LegKind.SL || o.leg() == LegKind.TP);
    }

    /**
     * Filled entry less filled exits, externally closed quantity included; negative if exits overshot. What a FLATTEN
     * leg fills, on the entry's side, makes an overshoot good.
     */
    public int open() {
        return entryFilled() + filled(o -> o.leg() == LegKind.FLATTEN) - exitFilled() - externalExit;
    }

    private int filled(Predicate<LegOrder> of) {
        int sum = 0;
        for (LegOrder order : legOrders) {
            if (of.test(order)) {
                sum += order.filled();
            }
        }
        return sum;
    }

    /** True if anything of it may still fill at the broker. */
    public boolean isAnythingLive() {
        return legOrders.stream().anyMatch(o -> o.state().isLive());
    }

    /** True if the outcome of a write to one of its legs is not known. */
    public boolean isAnythingUnknown() {
        return legOrders.stream().anyMatch(o -> o.pending() != null || o.state() == LegState.UNKNOWN);
    }

    /** The number that the next broker order of a leg gets. */
    public int nextNumber(LegKind leg) {
        return Tag.nextNumber(of(leg).stream().mapToInt(LegOrder::number).max().orElse(0));
    }

    /** True if the flag is set. */
    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /** A copy in another state. */
    public ManagedOrder withState(OrderState to) {
        return copy(to, flags, legOrders, externalExit, suspected, realised, entryEnded, exitRequested);
    }

    /** A copy with the flag set or taken away. */
    public ManagedOrder withFlag(Flag flag, boolean set) {
        if (flags.contains(flag) == set) {
            return this;
        }
        EnumSet<Flag> to = EnumSet.noneOf(Flag.class);
        to.addAll(flags);
        if (set) {
            to.add(flag);
        } else {
            to.remove(flag);
        }
        return copy(state, to, legOrders, externalExit, suspected, realised, entryEnded, exitRequested);
    }

    /** A copy with other broker orders. */
    public ManagedOrder withLegOrders(List<LegOrder> to) {
        return copy(state, flags, to, externalExit, suspected, realised, entryEnded, exitRequested);
    }

    /** A copy in which the broker order with this one's tag is replaced, or this one added. */
    public ManagedOrder withLegOrder(LegOrder to) {
        List<LegOrder> all = new ArrayList<>(legOrders);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).tag().equals(to.tag())) {
                all.set(i, to);
                return withLegOrders(all);
            }
        }
        all.add(to);
        return withLegOrders(all);
    }

    /** A copy with so many units closed by someone else. */
    public ManagedOrder withExternalExit(int units) {
        return copy(state, flags, legOrders, units, suspected, realised, entryEnded, exitRequested);
    }

    /** A copy with so many units that the net position seems to lack. */
    public ManagedOrder withSuspected(int units) {
        return copy(state, flags, legOrders, externalExit, units, realised, entryEnded, exitRequested);
    }

    /** A copy with another realised PnL. */
    public ManagedOrder withRealised(BigDecimal rupees) {
        return copy(state, flags, legOrders, externalExit, suspected, rupees, entryEnded, exitRequested);
    }

    /** A copy whose entry's rest is to be cancelled. */
    public ManagedOrder withEntryEnded() {
        return copy(state, flags, legOrders, externalExit, suspected, realised, true, exitRequested);
    }

    /** A copy that is to be closed at the market, which ends its entry too. */
    public ManagedOrder withExitRequested() {
        return copy(state, flags, legOrders, externalExit, suspected, realised, true, true);
    }

    /** A copy on other terms. */
    public ManagedOrder withTerms(NewManagedOrder to) {
        return new ManagedOrder(
                id,
                to,
                state,
                flags,
                legOrders,
                externalExit,
                suspected,
                realised,
                entryEnded,
                exitRequested,
                regeneratedFrom,
                attempt,
                tradingDay,
                createdAt,
                version);
    }

    /** A copy of another version. */
    public ManagedOrder withVersion(long to) {
        return new ManagedOrder(
                id,
                terms,
                state,
                flags,
                legOrders,
                externalExit,
                suspected,
                realised,
                entryEnded,
                exitRequested,
                regeneratedFrom,
                attempt,
                tradingDay,
                createdAt,
                to);
    }

    private ManagedOrder copy(
            OrderState to,
            Set<Flag> marks,
            List<LegOrder> legs,
            int external,
            int suspects,
            BigDecimal rupees,
            boolean ended,
            boolean exit) {
        return new ManagedOrder(
                id,
                terms,
                to,
                marks,
                legs,
                external,
                suspects,
                rupees,
                ended,
                exit,
                regeneratedFrom,
                attempt,
                tradingDay,
                createdAt,
                version);
    }
}
