package io.ordermonitor.step;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeBroker;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.FakeReply;
import io.ordermonitor.testkit.StorePort;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What users, markets, brokers and databases do, by a seed. Keeps a log, for the message of a failed run. */
final class RandomMischief {
    private final CycleBench bench;
    private final Random random;
    private final List<Long> accounts;
    private final List<String> log = new ArrayList<>();
    private int keys;
    private int soldByHand;
    private boolean hidFills;

    RandomMischief(CycleBench bench, long seed, List<Long> accounts) {
        this.bench = bench;
        this.random = new Random(seed);
        this.accounts = accounts;
    }

    List<String> log() {
        return log;
    }

    /** Units that someone else sold. */
    int soldByHand() {
        return soldByHand;
    }

    /** True if an order of ours may have filled unseen: until it is seen that looks like somebody else's trade. */
    boolean hidFills() {
        return hidFills;
    }

    void reveal() {
        hidFills = false;
    }

    long pause() {
        return 5L + random.nextInt(56);
    }

    /** Something that happens in any market. */
    void life() {
        switch (random.nextInt(7)) {
            case 0 -> submit();
            case 1 -> prices();
            case 2 -> byHand();
            default -> fill();
        }
    }

    private void submit() {
        InstrumentId instrument = random.nextBoolean() ? CycleBench.RELIANCE : CycleBench.NIFTY;
        int quantity = instrument.equals(CycleBench.NIFTY) ? 65 * (1 + random.nextInt(60)) : 10 + random.nextInt(90);
        Side side = random.nextInt(3) == 0 ? Side.SELL : Side.BUY;
        long account = any(accounts);
        log.add("submit " + account + " " + instrument + " " + side + " " + quantity);
        try {
            bench.trySubmit(Entries.entry(account, instrument, side, quantity, OrderType.LIMIT, "key" + ++keys));
        } catch (StoreException | FencedException e) {
            log.add("  not stored");
        }
    }

    private void prices() {
        for (InstrumentId instrument : List.of(CycleBench.RELIANCE, CycleBench.NIFTY)) {
            String price = (random.nextInt(5) == 0 ? 1450 : 1485) + random.nextInt(50) + ".00";
            log.add("price " + instrument + " " + price);
            accounts.forEach(a -> bench.brokers.of(a).price(instrument, price));
        }
    }

    private void byHand() {
        FakeBroker broker = bench.brokers.of(any(accounts));
        int net = broker.net(CycleBench.RELIANCE, Product.MIS);
        if (net > 0 && random.nextInt(3) == 0) {
            int units = 1 + random.nextInt(net);
            log.add("sold by hand " + units);
            soldByHand += units;
            broker.placeForeign(
                            "",
                            CycleBench.RELIANCE,
                            Side.SELL,
                            Product.MIS,
                            OrderTerms.limit(units, new BigDecimal("1490.00")))
                    .fill("1490.00");
        }
    }

    private void fill() {
        List<FakeOrder> live = new ArrayList<>();
        accounts.forEach(a -> bench.brokers.of(a).orders().stream()
                .filter(o -> o.row().state().isLive())
                .forEach(live::add));
        if (live.isEmpty()) {
            return;
        }
        FakeOrder order = any(live);
        int left = order.row().remaining();
        switch (random.nextInt(8)) {
            case 0 -> end(order, "cancelled", order.cancelByExchange("17071 : self trade"));
            case 1 -> {
                if (order.row().filled() == 0) {
                    end(order, "rejected", order.reject("RMS:Rule : price band"));
                }
            }
            default -> {
                int units = random.nextBoolean() ? left : 1 + random.nextInt(left);
                end(order, "filled " + units, order.fill(units, "1500.00"));
            }
        }
    }

    private void end(FakeOrder order, String what, FakeOrder done) {
        log.add(order.tag() + " " + what + " -> " + done.row().state());
    }

    /** Something that goes wrong. */
    void fault() {
        FakeBroker broker = bench.brokers.of(any(accounts));
        int what = random.nextInt(16);
        log.add("fault " + what);
        switch (what) {
            case 0 -> {
                broker.answerNext(Kind.PLACE, FakeReply.unknownButDone().shownAfter(random.nextInt(4)));
                hidFills = true;
            }
            case 1 -> broker.answerNext(Kind.PLACE, FakeReply.unknownAndLost());
            case 2 -> broker.answerNext(FakeReply.unknownButDone());
            case 3 -> broker.answerNext(FakeReply.unknownAndLost());
            case 4 -> broker.answerNext(FakeReply.sessionExpired());
            case 5 -> broker.answerNext(Kind.PLACE, FakeReply.accepted().thenRejected("RMS: no"));
            case 6 -> broker.answerNext(Kind.PLACE, FakeReply.refused("trigger price is on the wrong side"));
            case 7 -> broker.failNext(Kind.ORDER_BOOK, FailureKind.UNREACHABLE);
            case 8 -> broker.failNext(Kind.POSITIONS, FailureKind.RATE_LIMITED);
            case 9 -> broker.expireSession();
            case 10 -> distort(broker);
            case 11 -> broker.positionsLag(1);
            case 12 -> bench.memory.faults().failNext(any(List.of(StorePort.values())));
            case 13 -> bench.memory.faults().failAfter(StorePort.INTENTS, 1 + random.nextInt(4));
            case 14 -> broker.beforeNext(any(List.of(Kind.MODIFY, Kind.CANCEL, Kind.PLACE)), this::fill);
            default -> {
                bench.memory.faults().restore();
                bench.restart();
            }
        }
    }

    private void distort(FakeBroker broker) {
        List<FakeOrder> orders = broker.orders();
        if (orders.isEmpty()) {
            return;
        }
        FakeOrder order = any(orders);
        log.add("  distorted " + order.tag());
        switch (random.nextInt(4)) {
            case 0 -> order.hide(1);
            case 1 -> order.duplicate(1);
            case 2 -> order.showUnknownStatus(1);
            default -> {
                if (order.row().state() != LegState.REJECTED && order.row().filled() > 0) {
                    order.showFilled(random.nextInt(order.row().filled()), 1);
                }
            }
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    boolean chance(int in) {
        return random.nextInt(in) == 0;
    }
}
