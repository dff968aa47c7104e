package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values that tests of decisions are made of: an order of 100 at 1500 with a stop at 1480 and a target at 1540. */
final class Worlds {
    static final Instant NOW = Instant.parse("2026-11-23T04:30:00Z");
    static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
    static final long ACCOUNT = 70;
    static final InstrumentId RELIANCE = InstrumentId.parse("NSECM:2885");
    static final OrderSettings SETTINGS = OrderSettings.standard();

    private Worlds() {}

    static BigDecimal rupees(String text) {
        return new BigDecimal(text);
    }

    static Instrument reliance() {
        return instrument("0.05", 1, 100_000);
    }

    static Instrument instrument(String tick, int lot, int freeze) {
        return new Instrument(
                RELIANCE, "RELIANCE", rupees(tick), lot, freeze, BigDecimal.ONE, rupees("1300"), rupees("1700"), NOW);
    }

    static NewManagedOrder terms(Side side, OrderType type) {
        return terms(side, type, side == Side.BUY ? "1480" : "1520", side == Side.BUY ? "1540" : "1460");
    }

    static NewManagedOrder terms(Side side, OrderType type, String stop, @Nullable String target) {
        boolean waits = type == OrderType.STOPLIMIT;
        return new NewManagedOrder(
                7,
                ACCOUNT,
                RELIANCE,
                side,
                Product.MIS,
                100,
                type,
                waits ? rupees("1500") : null,
                type == OrderType.MARKET ? null : rupees(waits ? (side == Side.BUY ? "1501" : "1499") : "1500"),
                rupees(stop),
                null,
                target == null ? null : rupees(target),
                "breakout",
                null,
                "key");
    }

    static ManagedOrder order(long id, Side side) {
        return ManagedOrder.of(
                id, terms(side, OrderType.LIMIT), null, 1, LocalDate.ofInstant(NOW, INDIA), NOW.minusSeconds(600 - id));
    }

    /** An order whose entry of 100 has filled. */
    static ManagedOrder filled(Side side) {
        return order(1, side).withLegOrder(entry(1, 100, 100, LegState.FILLED));
    }

    static LegOrder entry(int number, int quantity, int filled, LegState state) {
        return leg(1, LegKind.ENTRY, number, 0, OrderTerms.limit(quantity, rupees("1500")), filled, state);
    }

    static LegOrder stop(int number, int slice, int quantity, LegState state) {
        OrderTerms terms = OrderTerms.stopLimit(quantity, rupees("1480"), rupees("1472.60"));
        return leg(1, LegKind.SL, number, slice, terms, 0, state);
    }

    static LegOrder target(int number, int quantity, LegState state) {
        return leg(1, LegKind.TP, number, 0, OrderTerms.limit(quantity, rupees("1540")), 0, state);
    }

    static LegOrder leg(
            long orderId, LegKind kind, int number, int slice, OrderTerms terms, int filled, LegState state) {
        Instant sent = NOW.minusSeconds(300);
        String tag = Tag.of("t0k", orderId, kind, number);
        return new LegOrder(
                tag,
                kind,
                slice,
                number,
                "B-" + tag,
                state,
                terms.type(),
                terms.quantity(),
                filled,
                filled == 0 ? null : rupees("1500"),
                terms.limitPrice(),
                terms.triggerPrice(),
                "",
                LegNote.NONE,
                false,
                LegWrites.placed(sent));
    }

    /** The row that a broker shows of a leg. */
    static BrokerOrder row(LegOrder leg, int filled, LegState state) {
        return row(
                "B-" + leg.tag(),
                leg.tag(),
                leg.leg() == LegKind.ENTRY ? Side.BUY : Side.SELL,
                leg.terms(),
                filled,
                state);
    }

    static BrokerOrder row(String id, String tag, Side side, OrderTerms terms, int filled, LegState state) {
        return new BrokerOrder(
                id,
                tag,
                RELIANCE,
                side,
                Product.MIS,
                terms.type(),
                terms.quantity(),
                filled,
                filled == 0 ? null : rupees("1500"),
                terms.limitPrice(),
                terms.triggerPrice(),
                state,
                false,
                "",
                NOW.minusSeconds(300),
                NOW.minusSeconds(200));
    }

    static Position position(int net) {
        return new Position(RELIANCE, Product.MIS, net, rupees("1500"), null, 0, null);
    }

    static AccountView view(Instant startedAt, List<BrokerOrder> book, @Nullable Integer net) {
        return new AccountView(
                ACCOUNT,
                book,
                net == null ? null : List.of(position(net)),
                startedAt,
                startedAt.plusSeconds(1),
                Set.of(),
                Duration.ofSeconds(15),
                Duration.ofSeconds(5));
    }

    static Overlay lay(AccountView view, ManagedOrder... orders) {
        return lay(view, Map.of(), orders);
    }

    static Overlay lay(AccountView view, Map<Suspicion.Key, Suspicion> suspicions, ManagedOrder... orders) {
        return Overlay.lay(
                List.of(orders),
                Map.of(ACCOUNT, view),
                new Remembered(suspicions, Map.of(), Map.of()),
                o -> BigDecimal.ONE,
                INDIA);
    }

    static Market market(@Nullable String last) {
        return market(last, null, null, WriteSession.OPEN);
    }

    static Market market(
            @Nullable String last, @Nullable String buyFair, @Nullable String sellFair, WriteSession session) {
        FairPrice fair = buyFair == null && sellFair == null
                ? null
                : new FairPrice(
                        RELIANCE,
                        buyFair == null ? null : rupees(buyFair),
                        sellFair == null ? null : rupees(sellFair),
                        NOW.minusSeconds(30),
                        "test");
        return new Market(reliance(), last == null ? null : rupees(last), fair, session, NOW);
    }

    static ExitContext context(Market market, int net) {
        return new ExitContext(market, SETTINGS, Account.ExitMode.BOTH, false, net, 0, 25, false, false, false);
    }

    /** One in which others have made up for so much of an excess. */
    static ExitContext madeUp(int net, int units) {
        return new ExitContext(
                market("1490"), SETTINGS, Account.ExitMode.BOTH, false, net, units, 25, false, false, false);
    }

    /** What all phases write for an order as it is, each as a short text. */
    static List<String> writes(ManagedOrder order, ExitContext context) {
        List<String> all = new ArrayList<>();
        for (ExitPlan.Phase phase : ExitPlan.Phase.values()) {
            ExitPlan.writes(phase, order, context).forEach(w -> all.add(text(w)));
        }
        return all;
    }

    static String text(LegWrite write) {
        if (write instanceof LegWrite.Place place) {
            return place.rule() + " " + place.slice() + " " + place.side() + " " + text(place.terms());
        }
        if (write instanceof LegWrite.Modify modify) {
            return modify.rule() + " " + modify.tag() + " " + text(modify.terms());
        }
        return write.rule() + " " + ((LegWrite.Cancel) write).tag();
    }

    static String text(OrderTerms terms) {
        String trigger = terms.triggerPrice() == null ? "" : " at " + plain(terms.triggerPrice());
        String limit = terms.limitPrice() == null ? "" : " " + plain(terms.limitPrice());
        return terms.quantity() + trigger + limit;
    }

    private static String plain(BigDecimal price) {
        return price.setScale(2).toPlainString();
    }
}
