package io.ordermonitor.netty.server.paper;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.FailureKind;
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

/** Stands where the settings have no profile: nothing is read or written, and the reason says what to set. */
record BrokerWithoutProfile(String name, String reason) implements Broker {
    @Override
    public Read<BrokerOrder> orderBook() {
        return new Read.Failed<>(FailureKind.UNREACHABLE, reason);
    }

    @Override
    public Read<Position> positions() {
        return new Read.Failed<>(FailureKind.UNREACHABLE, reason);
    }

    @Override
    public Map<InstrumentId, BigDecimal> quotes(Set<InstrumentId> instruments) {
        return Map.of();
    }

    @Override
    public WriteResult place(PlaceOrder order) {
        return notSent();
    }

    @Override
    public WriteResult modify(ModifyOrder order) {
        return notSent();
    }

    @Override
    public WriteResult cancel(CancelOrder order) {
        return notSent();
    }

    private WriteResult notSent() {
        return new WriteResult.NotSent(FailureKind.UNREACHABLE, reason);
    }

    @Override
    public Login login() {
        return new Login(false, reason);
    }

    @Override
    public Subscription subscribe(OrderEventListener listener) {
        return () -> {};
    }

    @Override
    public BrokerProfile profile() {
        return BrokerProfile.named(name);
    }
}
