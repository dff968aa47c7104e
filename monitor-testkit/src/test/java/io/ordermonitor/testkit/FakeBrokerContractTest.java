package io.ordermonitor.testkit;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.testkit.contract.BrokerContract;
import java.time.Clock;
import java.time.Duration;

class FakeBrokerContractTest extends BrokerContract {
    private final VirtualTime time = VirtualTime.at("2026-11-20T12:00:00");
    private final FakeBroker broker = new FakeBroker(time);

    @Override
    protected Broker open() {
        return broker;
    }

    @Override
    protected Clock clock() {
        return time;
    }

    @Override
    protected void pass(Duration duration) {
        time.advance(duration);
    }

    @Override
    protected void fill(String tag, int quantity) {
        broker.order(tag).fill(quantity, "1499.95");
    }

    @Override
    protected void expireSession() {
        broker.expireSession();
    }

    @Override
    protected void cut(boolean down) {
        if (down) {
            broker.outage();
        } else {
            broker.restore();
        }
    }
}
