package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.Login;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Position;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/** A broker that does what a fault of the monitor would; a test overrides the call at fault. */
class BrokenLine implements Broker {
    final Broker line;

    BrokenLine(Broker line) {
        this.line = line;
    }

    @Override
    public Read<BrokerOrder> orderBook() {
        return line.orderBook();
    }

    @Override
    public Read<Position> positions() {
        return line.positions();
    }

    @Override
    public Map<InstrumentId, BigDecimal> quotes(Set<InstrumentId> instruments) {
        return line.quotes(instruments);
    }

    @Override
    public WriteResult place(PlaceOrder order) {
        return line.place(order);
    }

    @Override
    public WriteResult modify(ModifyOrder order) {
        return line.modify(order);
    }

    @Override
    public WriteResult cancel(CancelOrder order) {
        return line.cancel(order);
    }

    @Override
    public Login login() {
        return line.login();
    }

    @Override
    public Subscription subscribe(OrderEventListener listener) {
        return line.subscribe(listener);
    }

    @Override
    public BrokerProfile profile() {
        return line.profile();
    }
}
