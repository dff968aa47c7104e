package io.ordermonitor.netty.server.demo;

import io.ordermonitor.ManagedOrders;
import io.ordermonitor.SubmitResult;
import io.ordermonitor.broker.paper.OutageKind;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who acts in the demo: trading applications, the source of fair prices, the exchange's misfortunes. */
final class DemoActor {
    private static final Logger LOG = LoggerFactory.getLogger(DemoActor.class);

    private final ManagedOrders orders;
    private final Stores stores;
    private final PaperExchange exchange;
    private final Clock clock;

    DemoActor(ManagedOrders orders, Stores stores, PaperExchange exchange, Clock clock) {
        this.orders = orders;
        this.stores = stores;
        this.exchange = exchange;
        this.clock = clock;
    }

    /**
     * Does it; blocks for market time where the action does.
     *
     * @param at when it was to happen; earlier than now if it happens again
     */
    void perform(DemoAction action, LocalDate day, Instant at) {
        LOG.debug("{}", action);
        try {
            act(action, day, at);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the demo could not do {}", action, e);
        }
    }

    private void act(DemoAction action, LocalDate day, Instant at) throws InterruptedException {
        if (action instanceof DemoAction.Submit submit) {
            said(action, orders.submit(submit.order(day)));
        } else if (action instanceof DemoAction.Amend amend) {
            BigDecimal target = new BigDecimal(amend.target());
            said(action, orders.amend(id(amend.seat(), day, amend.name()), new BigDecimal(amend.slStop()), target));
        } else if (action instanceof DemoAction.ExitNow exit) {
            said(action, orders.exitNow(id(exit.seat(), day, exit.name())));
        } else if (action instanceof DemoAction.ExitAll) {
            exitAll();
        } else if (action instanceof DemoAction.Fair fair) {
            Instant now = clock.instant();
            stores.inputs()
                    .saveFairPrices(List.of(
                            new FairPrice(fair.share().id(), price(fair.buy()), price(fair.sell()), now, "demo")));
        } else if (action instanceof DemoAction.Permit permit) {
            stores.inputs().savePermission(permit.userId(), new Permission(permit.enabled(), Set.of("*")));
        } else {
            befall(action, at);
        }
    }

    private void befall(DemoAction action, Instant at) {
        if (action instanceof DemoAction.CloseByHand close) {
            exchange.openNet(close.seat().accountId()).stream()
                    .filter(position ->
                            position.instrument().equals(close.share().id()))
                    .forEach(position -> closeByHand(close.seat().accountId(), position));
        } else if (action instanceof DemoAction.ExpireSession expire) {
            exchange.expireSession(expire.seat().accountId());
        } else if (action instanceof DemoAction.Outage outage) {
            exchange.outage(outage.seat().accountId(), at, at.plus(outage.lasting()), OutageKind.NOT_APPLIED);
        }
    }

    private void closeByHand(long accountId, Position position) {
        Side side = position.quantity() > 0 ? Side.SELL : Side.BUY;
        OrderTerms market = new OrderTerms(OrderType.MARKET, Math.abs(position.quantity()), null, null);
        exchange.placeByHand(accountId, position.instrument(), side, position.product(), market);
    }

    private void exitAll() throws InterruptedException {
        for (long userId : DemoMarket.users()) {
            for (ManagedOrder order : orders.orders(userId)) {
                if (!order.state().isEnded()) {
                    LOG.info("closing what is open before the close user={} order={}", userId, order.id());
                    orders.cancel(order.id());
                    orders.exitNow(order.id());
                }
            }
        }
    }

    private long id(DemoMarket.Seat seat, LocalDate day, String name) {
        return stores.orders()
                .findByRequestKey(seat.userId(), DemoAction.requestKey(day, name))
                .map(ManagedOrder::id)
                .orElseThrow(() -> new IllegalStateException("there is no order " + name + " of " + day));
    }

    private static void said(DemoAction action, SubmitResult result) {
        if (result instanceof SubmitResult.Refused refused) {
            LOG.warn("refused: {} ({})", refused.reason(), action);
        }
    }

    private static @Nullable BigDecimal price(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
