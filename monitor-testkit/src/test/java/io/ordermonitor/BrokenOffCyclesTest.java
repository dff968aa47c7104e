package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.Laid;
import io.ordermonitor.cycle.Pnl;
import io.ordermonitor.cycle.Steps;
import io.ordermonitor.cycle.UpdateOrders;
import io.ordermonitor.cycle.Updated;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cycle that an error breaks off: what it had in memory may not be stored, so the next one reads the store again. */
class BrokenOffCyclesTest {
    private final FakeDay day = new FakeDay(KeepMonitoring.WHILE_EXPOSED, this::watched);
    private final List<ManagedOrder> laid = new CopyOnWriteArrayList<>();
    private volatile boolean breaksOff;

    @AfterEach
    void stop() {
        day.close();
    }

    private static final class Broken extends Error {
        private static final long serialVersionUID = 1;

        Broken() {
            super("as scripted");
        }
    }

    private Steps watched(Steps steps) {
        return new Steps(
                steps.fetch(),
                steps.pnl(),
                watched(steps.update()),
                steps.exits(),
                steps.entries(),
                steps.stops(),
                steps.rejected(),
                steps.regenerate(),
                steps.place(),
                steps.report());
    }

    private UpdateOrders watched(UpdateOrders step) {
        return new UpdateOrders() {
            @Override
            public Laid lay(CycleScope scope, BrokerData data) {
                Laid found = step.lay(scope, data);
                laid.addAll(found.overlay().orders().values());
                return found;
            }

            @Override
            public Updated update(CycleScope scope, Laid found, Pnl pnl) throws InterruptedException {
                if (breaksOff) {
                    breaksOff = false;
                    throw new Broken();
                }
                return step.update(scope, found, pnl);
            }
        };
    }

    @Test
    void a_shortfall_that_a_broken_off_cycle_suspected_is_suspected_anew_and_not_confirmed() {
        day.submit("k");
        day.broker().lastOrder().fill("1500.00");
        day.time.advance(Duration.ofMinutes(2));
        day.broker()
                .placeForeign(
                        "", FakeDay.SHARE, Side.SELL, Product.MIS, OrderTerms.limit(100, new BigDecimal("1510.00")))
                .fill("1510.00");
        laid.clear();
        breaksOff = true;
        day.time.advance(Duration.ofMinutes(3));

        assertThat(breaksOff).isFalse();
        assertThat(laid)
                .extracting(ManagedOrder::suspected, ManagedOrder::externalExit)
                .startsWith(tuple(100, 0), tuple(100, 0), tuple(0, 100));
    }
}
