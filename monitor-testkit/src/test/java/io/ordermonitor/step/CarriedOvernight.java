package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.testkit.FakeOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** A position that was protected in the evening, and what is found of it the next morning. */
class CarriedOvernight {
    final CycleBench bench = new CycleBench("2026-11-23T15:00:00");

    static NewManagedOrder entry(Side side, Product product, String key) {
        BigDecimal sign = BigDecimal.valueOf(side.sign());
        return Entries.terms(
                CycleBench.ACCOUNT,
                CycleBench.RELIANCE,
                side,
                100,
                OrderType.LIMIT,
                new BigDecimal("1500.00").subtract(sign.multiply(new BigDecimal("20.00"))),
                new BigDecimal("1500.00").add(sign.multiply(new BigDecimal("40.00"))),
                product,
                key);
    }

    /** A protected position in the evening. */
    long carried(Side side) {
        long id = bench.filled(entry(side, Product.NRML, "k"), "1500.00");
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        bench.cycles(2);
        return id;
    }

    /** Nine fifteen on the next day: the book is empty, and the account holds so many units. */
    void nextMorning(int net) {
        bench.time.advance(Duration.ofHours(18).plusMinutes(13));
        bench.broker().orders().stream().filter(o -> o.row().state().isLive()).forEach(FakeOrder::expire);
        bench.broker().orders().forEach(o -> o.hide(1_000));
        hold(net);
    }

    void hold(int net) {
        Position none = new Position(CycleBench.RELIANCE, Product.NRML, 0, BigDecimal.ZERO, null, 0, null);
        bench.broker().hold(none);
        int had = bench.broker().net(CycleBench.RELIANCE, Product.NRML);
        BigDecimal price = new BigDecimal("1500.00");
        bench.broker().hold(new Position(CycleBench.RELIANCE, Product.NRML, net - had, price, null, net, price));
    }

    IntakeResult settle(long id, int open) {
        return bench.locked(() -> bench.execution.settling().settle(bench.desk(), id, open, Cause.asked("settle")));
    }

    String refusal(long id, int open) {
        return ((IntakeResult.Refused) settle(id, open)).reason();
    }

    List<Finding> frozen(CycleReport report) {
        return report.findings().stream().filter(f -> f.code() == Code.FROZEN).toList();
    }

    void assertFrozen(long id) {
        assertThat(bench.order(id).state()).isEqualTo(OrderState.FROZEN);
        assertThat(bench.liveUnits(id, LegKind.SL)).isZero();
        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER))
                .anyMatch(a -> a.code() == Code.FROZEN && a.orderId() == id);
    }
}
