package io.ordermonitor.testkit.contract;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.Tag;
import io.ordermonitor.order.WriteKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values that the contracts act on. */
final class Samples {
    static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    /** Noon of {@link #DAY} in India. */
    static final Instant NOON = Instant.parse("2026-11-20T06:30:00Z");

    static final String BROKER = "paper";
    static final long USER = 7;
    static final long OTHER_USER = 8;
    static final Account ACCOUNT = account(70, USER, true);
    static final Account OTHER_ACCOUNT = account(80, OTHER_USER, true);
    static final InstrumentId RELIANCE = InstrumentId.parse("NSECM:2885");
    static final InstrumentId NIFTY = InstrumentId.parse("NSEFO:39972");
    static final List<Instrument> INSTRUMENTS =
            List.of(instrument(RELIANCE, "RELIANCE", 1, "1"), instrument(NIFTY, "NIFTY26NOVFUT", 75, "1"));

    private Samples() {}

    static Account account(long id, long userId, boolean active) {
        return new Account(id, userId, BROKER, "AB" + id, active, Account.Mode.ARMED, Account.ExitMode.BOTH);
    }

    static Instrument instrument(InstrumentId id, String symbol, int lot, String multiplier) {
        return new Instrument(
                id,
                symbol,
                new BigDecimal("0.05"),
                lot,
                lot * 1800,
                new BigDecimal(multiplier),
                new BigDecimal("10.00"),
                new BigDecimal("90000.00"),
                NOON);
    }

    static NewManagedOrder terms(long userId, String key) {
        return terms(userId, key, "breakout");
    }

    static NewManagedOrder terms(long userId, String key, String strategy) {
        long account = userId == USER ? ACCOUNT.id() : OTHER_ACCOUNT.id();
        return new NewManagedOrder(
                userId,
                account,
                RELIANCE,
                Side.BUY,
                Product.MIS,
                100,
                OrderType.STOPLIMIT,
                new BigDecimal("1500.00"),
                new BigDecimal("1501.50"),
                new BigDecimal("1480.00"),
                null,
                new BigDecimal("1540.00"),
                strategy,
                NOON.plusSeconds(3600),
                key);
    }

    static ManagedOrder order(long id, long userId, String key) {
        return ManagedOrder.of(id, terms(userId, key), null, 1, DAY, NOON);
    }

    static String tag(ManagedOrder order, LegKind leg, int number) {
        return Tag.of("t0k", order.id(), leg, number);
    }

    /** The one placement of an order's entry. */
    static List<Intent> entry(ManagedOrder order, long fence) {
        NewManagedOrder terms = order.terms();
        OrderTerms entry =
                new OrderTerms(terms.entryType(), terms.quantity(), terms.entryLimitPrice(), terms.entryStopPrice());
        return List.of(place(order, LegKind.ENTRY, 1, entry, fence, order.createdAt()));
    }

    static Intent place(ManagedOrder order, LegKind leg, int number, OrderTerms terms, long fence, Instant at) {
        return intent(order, leg, number, 0, WriteKind.PLACE, terms, null, fence, at);
    }

    static Intent intent(
            ManagedOrder order,
            LegKind leg,
            int number,
            int write,
            WriteKind kind,
            @Nullable OrderTerms terms,
            @Nullable String brokerOrderId,
            long fence,
            Instant at) {
        Side side = leg.isExit() ? order.side().opposite() : order.side();
        String rule = leg.name().toLowerCase(Locale.ROOT) + "." + kind.name().toLowerCase(Locale.ROOT);
        return new Intent(
                tag(order, leg, number),
                write,
                kind,
                order.userId(),
                order.accountId(),
                order.id(),
                leg,
                0,
                number,
                order.instrument(),
                side,
                order.product(),
                terms,
                brokerOrderId,
                new Cause(4, rule, 12),
                fence,
                DAY,
                at);
    }

    /** The same write for another reason. */
    static Intent because(Intent of, Cause cause) {
        return new Intent(
                of.tag(),
                of.write(),
                of.kind(),
                of.userId(),
                of.accountId(),
                of.orderId(),
                of.leg(),
                of.slice(),
                of.number(),
                of.instrument(),
                of.side(),
                of.product(),
                of.terms(),
                of.brokerOrderId(),
                cause,
                of.fence(),
                of.tradingDay(),
                of.createdAt());
    }

    /** The leg order with so much filled. */
    static LegOrder filled(LegOrder leg, LegState state, int units, BigDecimal average) {
        return new LegOrder(
                leg.tag(),
                leg.leg(),
                leg.slice(),
                leg.number(),
                leg.brokerOrderId(),
                state,
                leg.type(),
                leg.quantity(),
                units,
                average,
                leg.limitPrice(),
                leg.triggerPrice(),
                leg.reason(),
                leg.note(),
                leg.triggered(),
                leg.writes());
    }

    static Intent.Settled accepted(Intent intent, String brokerOrderId) {
        return new Intent.Settled(
                intent,
                Intent.Outcome.ACCEPTED,
                brokerOrderId,
                "",
                intent.createdAt().plusSeconds(1));
    }

    static Intent.Settled settled(Intent intent, Intent.Outcome outcome, String reason) {
        return new Intent.Settled(
                intent, outcome, null, reason, intent.createdAt().plusSeconds(1));
    }

    /** A row of an order book that has filled {@code filled} of 100. */
    static BrokerOrder row(String id, Side side, int filled, String average, Instant createdAt) {
        return row(id, RELIANCE, side, filled, filled == 0 ? null : new BigDecimal(average), createdAt);
    }

    static BrokerOrder row(
            String id,
            InstrumentId instrument,
            Side side,
            int filled,
            @Nullable BigDecimal average,
            Instant createdAt) {
        int quantity = Math.max(100, filled);
        LegState state = filled == 0 ? LegState.WORKING : filled == quantity ? LegState.FILLED : LegState.PARTIAL;
        return new BrokerOrder(
                id,
                "tag" + id,
                instrument,
                side,
                Product.MIS,
                OrderType.LIMIT,
                quantity,
                filled,
                average,
                new BigDecimal("1500.00"),
                null,
                state,
                false,
                "",
                createdAt,
                createdAt.plusSeconds(filled));
    }
}
