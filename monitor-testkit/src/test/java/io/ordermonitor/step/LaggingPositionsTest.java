package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Positions that show a fill later than the order book does, where several orders share an instrument. */
class LaggingPositionsTest {
    private final CycleBench bench = new CycleBench();

    @Test
    void aShortThatClosesWhilePositionsLagDoesNotCostTheLongItsStop() {
        long bought = bench.filled(Entries.buy("long"), "1500.00");
        bench.cycles(2);
        long sold = bench.filled(Entries.sell("short"), "1500.00");
        bench.cycles(2);
        bench.broker().positionsLag(2);
        bench.stop(sold).fill("1520.00");
        for (int after : new int[] {1, 5, 5}) {
            bench.cycleAfter(after);
            assertThat(bench.liveUnits(bought, LegKind.SL)).isEqualTo(100);
            assertThat(bench.order(bought).externalExit()).isZero();
        }
        assertThat(bench.broker().net(CycleBench.RELIANCE, Product.MIS)).isEqualTo(100);
    }

    @Test
    void anExternallyClosedOrderIsNotTakenBackWhilePositionsLagAnotherOrdersExit() {
        long closed = bench.filled(Entries.buy("a"), "1500.00");
        bench.cycles(2);
        bench.broker().hold(new Position(CycleBench.RELIANCE, Product.MIS, -100, BigDecimal.TEN, null, 0, null));
        bench.cycle();
        bench.cycleAfter(5);
        bench.cycle();
        assertThat(bench.order(closed).externalExit()).isEqualTo(100);
        long other = bench.filled(Entries.buy("b"), "1500.00");
        bench.cycles(2);
        bench.broker().positionsLag(1);
        bench.stop(other).fill("1480.00");
        bench.cycleAfter(1);
        assertThat(bench.order(closed).externalExit()).isEqualTo(100);
        assertThat(bench.liveUnits(closed, LegKind.SL)).isZero();
    }
}
