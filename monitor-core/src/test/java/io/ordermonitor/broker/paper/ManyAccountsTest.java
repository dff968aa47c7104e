package io.ordermonitor.broker.paper;

import static io.ordermonitor.broker.paper.PaperBench.OPEN;
import static io.ordermonitor.broker.paper.PaperBench.SHARE;
import static io.ordermonitor.broker.paper.PaperBench.limit;
import static io.ordermonitor.broker.paper.PaperBench.market;
import static io.ordermonitor.broker.paper.PaperBench.rupees;
import static io.ordermonitor.broker.paper.PaperBench.stopLimit;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.Read;
import io.ordermonitor.loop.SteppedTime;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many accounts on the stepped market clock, their calls side by side. */
class ManyAccountsTest {
    private static final PaperSettings SLOW = PaperSettings.standard()
            .withAccounts(
                    new AccountTerms(rupees("1000000"), Duration.ofMillis(200), Duration.ofMillis(100)), Map.of());

    @Test
    void whoComesFirstChangesNobodysOutcome() throws Exception {
        List<Long> accounts = LongStream.rangeClosed(1, 20).boxed().toList();
        List<Long> reversed = new ArrayList<>(accounts);
        Collections.reverse(reversed);
        Map<Long, List<Object>> outcome = day(accounts);
        assertThat(outcome.get(20L)).asString().contains("FILLED", "PARTIAL", "SELL");
        assertThat(day(reversed)).isEqualTo(outcome);
        assertThat(day(List.of(13L)).get(13L)).isEqualTo(outcome.get(13L));
    }

    @Test
    void twoReadsAtOnceTakeAsLongAsOne() throws Exception {
        SteppedTime time = new SteppedTime(OPEN.plusSeconds(60), PaperBench.SESSION.zone());
        Broker broker = exchange(time).broker(1);
        List<Callable<Read<BrokerOrder>>> reads = List.of(broker::orderBook, broker::orderBook);
        time.drive(() -> time.invokeAll(reads));
        assertThat(time.instant()).isEqualTo(OPEN.plusSeconds(60).plusMillis(200));
    }

    private static Map<Long, List<Object>> day(List<Long> accounts) throws Exception {
        SteppedTime time = new SteppedTime(OPEN.plusSeconds(61), PaperBench.SESSION.zone());
        Map<Long, List<Object>> outcome = new TreeMap<>();
        try (PaperExchange exchange = exchange(time)) {
            exchange.start();
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (long account : accounts) {
                Broker broker = exchange.broker(account);
                int units = (int) account;
                calls.add(() -> place(broker, Side.BUY, market(units)));
                calls.add(() -> place(broker, Side.BUY, limit(5 * units, "98.00")));
                calls.add(() -> place(broker, Side.SELL, stopLimit(units, "99.00", "97.00")));
            }
            time.drive(() -> time.invokeAll(calls));
            time.advance(Duration.ofMinutes(2));
            for (long account : accounts) {
                outcome.put(account, List.of(exchange.book(account), exchange.fills(account)));
            }
        }
        return outcome;
    }

    private static boolean place(Broker broker, Side side, OrderTerms terms) {
        return PaperBench.id(broker.place(new PlaceOrder("tag", SHARE, side, Product.MIS, terms)))
                .isEmpty();
    }

    private static PaperExchange exchange(SteppedTime time) {
        PricePath path = PricePath.ofPrints(PaperBench.prints(150, "98.00", "97.95"));
        PaperMarket market = PaperMarket.of(PaperBench.instruments(), path, SLOW);
        return new PaperExchange(time, time, new MemoryPaperStore(), market);
    }
}
